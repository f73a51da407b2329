import path from "node:path";
import { at, type Rule } from "./rule";
import { moduleName, type SourceFile } from "./source";

/** Each line of a page outside its code blocks. */
function* proseOf(file: SourceFile): Generator<{ text: string; line: number }> {
  let inCode = false;
  for (const [index, text] of file.text.split("\n").entries()) {
    if (/^\s*```/.test(text)) inCode = !inCode;
    else if (!inCode) yield { text, line: index + 1 };
  }
}

/** The anchor of a heading: its words in lower case, joined by hyphens. */
function anchorOf(heading: string): string {
  const words = heading.replace(/`|\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
  return words
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

function anchorsOf(file: SourceFile): Set<string> {
  return new Set([...proseOf(file)].flatMap(({ text }) => /^#+ (.*)$/.exec(text)?.[1] ?? []).map(anchorOf));
}

/** Every file and folder of the tree; modules also without extension. */
function placesOf(files: readonly SourceFile[]): Set<string> {
  const places = new Set<string>();
  for (const { path: file } of files) {
    places.add(file).add(moduleName(file));
    for (let folder = path.posix.dirname(file); folder !== "."; folder = path.posix.dirname(folder)) places.add(folder);
  }
  return places;
}

const LINK = /\]\(([^)\s]+)\)/g;

export const links: Rule = {
  name: "links of a page lead to existing files and headings",
  check: (files) => {
    const places = placesOf(files);
    const pages = new Map(files.filter(({ path }) => path.endsWith(".md")).map((file) => [file.path, file]));
    return [...pages.values()].flatMap((file) =>
      [...proseOf(file)].flatMap(({ text, line }) =>
        [...text.matchAll(LINK)].flatMap(([, link = ""]) => {
          if (/^[a-z]+:/.test(link)) return [];
          const [target = "", anchor] = link.split("#");
          const found = target === "" ? file.path : path.posix.join(path.posix.dirname(file.path), target);
          if (!places.has(found.replace(/\/$/, ""))) return [at(file, line, `links to ${link}, which does not exist`)];
          const page = pages.get(found);
          const lost = anchor !== undefined && page !== undefined && !anchorsOf(page).has(anchor);
          return lost ? [at(file, line, `links to ${link}, which has no such heading`)] : [];
        }),
      ),
    );
  },
  wrong: [
    { "docs/a.md": "See [b](b.md)." },
    { "docs/a.md": "See [b](b.md#two).", "docs/b.md": "# One" },
    { "docs/a.md": "# One\n\nSee [below](#two)." },
    { "lib/audit/README.md": "See [access](../auth/README.md).", "lib/access/README.md": "# Access" },
  ],
  right: {
    "docs/a.md": "# One & two\n\n[b](b.md#a-b), [here](#one--two), [lib](../lib/audit/), [out](https://example.test/).",
    "docs/b.md": "# `a` b\n\n```md\n[c](c.md)\n```",
    "lib/audit/chain.ts": "",
  },
};

/** A path in a sentence: `lib/access/context.ts`, `e2e/authz`. Excludes patterns and placeholders. */
const PATH = /`((?:app|bench|components|docs|e2e|lib|ops|prisma|registry|sandbox|scripts)\/[\w@()[\]./-]*[\w)\]])\/?`/g;

export const paths: Rule = {
  name: "pages and comments name existing paths",
  check: (files) => {
    const places = placesOf(files);
    return files.flatMap((file) => {
      const said = file.path.endsWith(".md") ? [...proseOf(file)] : file.comments;
      return said.flatMap(({ text, line }) =>
        [...text.matchAll(PATH)]
          .filter(([, found = ""]) => !places.has(found))
          .map(([, found = ""]) => at(file, line, `names ${found}, which does not exist`)),
      );
    });
  },
  wrong: [
    { "docs/a.md": "The table is `lib/auth/permissions.ts`." },
    { "lib/errors.ts": "/** Its words are in `lib/words.ts`. */\nexport const one = 1;" },
  ],
  right: {
    "docs/a.md": "The table is `lib/access/permissions.ts` in `lib/access/`; a verb is `lib/**/remove-member.ts`.",
    "lib/access/permissions.ts": "/** Read by `lib/access/permissions`. */\nexport const one = 1;",
  },
};
