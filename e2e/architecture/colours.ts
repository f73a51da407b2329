import { at, isCode, isTest, type Rule, roomOf } from "./rule";

/** Files that define colours, and files that are read without the stylesheet. */
const DEFINES: Record<string, string> = {
  "app/globals.css": "defines the tokens",
  "tailwind.config.ts": "names them",
  "app/layout.tsx": "tells the browser's own bars, which know no stylesheet",
  "components/packages/starter-document.ts": "starts the document of a theme, which is made of colours",
};

const MAILS = "lib/worker/mails/";

const VALUE = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])|\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch)\(/i;

const PALETTE = new RegExp(
  "(?:^|[\\s\"'`:!-])(?:bg|text|border(?:-[trblxyse])?|ring|ring-offset|fill|stroke|from|via|to|outline|divide|accent|" +
    "caret|decoration|shadow|placeholder)-(?:black|white|(?:slate|gray|zinc|neutral|stone|red|orange|amber|yellow|lime|" +
    "green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose|mauve|olive|mist|taupe)-\\d{2,3})\\b",
);

export const colours: Rule = {
  name: "colours are tokens",
  check: (files) =>
    files.flatMap((file) => {
      const looked = isCode(file.path) || file.path.endsWith(".css");
      if (!looked || isTest(file.path) || file.path in DEFINES || file.path.startsWith(MAILS)) return [];
      if (!["app", "components", "lib", ""].includes(roomOf(file.path))) return [];
      return file.text.split("\n").flatMap((text, index) => {
        // Comments may contain "#404"; strings and styles may not.
        const line = text.replace(/(^|\s)(\/\/|\/?\*).*$/, "");
        const problem = VALUE.exec(line)?.[0] ?? PALETTE.exec(line)?.[0];
        return problem ? [at(file, index + 1, `says ${problem.trim()}`)] : [];
      });
    }),
  wrong: [
    { "components/ui/card.tsx": 'export const look = "bg-[#ff0000]";' },
    { "components/ui/card.tsx": 'export const look = { color: "#fff" };' },
    { "components/ui/card.tsx": 'export const look = "hover:text-red-500";' },
    { "components/ui/card.tsx": 'export const look = "p-2 bg-white";' },
    { "components/ui/card.css": "a { color: oklch(50% 0.1 20); }" },
    { "app/page.tsx": 'export const look = { background: "rgba(0, 0, 0, 0.5)" };' },
    { "lib/people/accounts/rules.ts": 'export const look = "hsl(10 20% 30%)";' },
  ],
  right: {
    "app/globals.css": ":root { --ink: #111; }",
    "components/ui/card.tsx": 'export const look = "bg-raised text-ink-2 border-line"; export const to = "#readme";',
    "lib/worker/mails/frame.tsx": 'export const ink = "#222222";',
  },
};
