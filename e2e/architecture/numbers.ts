import { at, isCode, isTest, type Rule } from "./rule";
import type { SourceFile } from "./source";

const PAGE = "docs/rules.md";

const NUMBER = /\b(?:case \d+|INV-[A-Z]\d|[A-Z]\d{1,2}[a-z]?)\b/g;

/** Names of other things that look like a rule's number. */
const NO_NUMBERS = new Set(["A4", "A11y", "H1", "I18n", "S3", "V8", "X11"]);

/** `it("…")`, `describe.each(…)("…")`, `test.skipIf(…)("…")`. */
const TITLED = /^(it|test|describe)\b/;

type Words = { text: string; line: number };

export function numbersIn(text: string): string[] {
  return (text.match(NUMBER) ?? []).filter((id) => !NO_NUMBERS.has(id));
}

/** The titles of a file's tests and groups. */
export function titlesOf(file: SourceFile): Words[] {
  if (!isTest(file.path)) return [];
  const titles: Words[] = [];
  file.visit((lineOf) => ({
    CallExpression({ callee, arguments: [first] }) {
      if (!TITLED.test(file.text.slice(callee.start, callee.end))) return;
      if (first?.type !== "Literal" && first?.type !== "TemplateLiteral") return;
      titles.push({ text: file.text.slice(first.start + 1, first.end - 1), line: lineOf(first) });
    },
  }));
  return titles;
}

/** Each rule of the page, `- **B4** Its sentence.`, with its line. */
export function rulesOf(files: readonly SourceFile[]): { id: string; line: number }[] {
  const page = files.find(({ path }) => path === PAGE);
  return linesOf(page?.text ?? "").flatMap(({ text, line }) => {
    const id = /^- \*\*([^*]+)\*\* \S/.exec(text)?.[1];
    return id ? [{ id, line }] : [];
  });
}

function linesOf(text: string): Words[] {
  return text.split("\n").map((line, index) => ({ text: line, line: index + 1 }));
}

/** A file's text for readers. A committed migration is never edited, so it is exempt. */
function wordsOf(file: SourceFile): Words[] {
  if (file.path === PAGE || file.path.startsWith("prisma/migrations/")) return [];
  if (isCode(file.path)) return [...file.comments, ...titlesOf(file)];
  if (file.path.endsWith(".md")) return linesOf(file.text);
  if (!/\.(prisma|css)$/.test(file.path)) return [];
  return linesOf(file.text).filter(({ text }) => /\/\/|\/\*|^\s*\*/.test(text));
}

export const numbers: Rule = {
  name: `numbers in comments, titles and pages are rules of ${PAGE}, and each rule there is quoted`,
  check: (files) => {
    const rules = rulesOf(files);
    const known = new Set(rules.map(({ id }) => id));
    const quoted = new Set<string>();
    const found: string[] = [];

    for (const file of files) {
      for (const { text, line } of wordsOf(file)) {
        for (const id of numbersIn(text)) {
          quoted.add(id);
          if (!known.has(id)) found.push(at(file, line, `quotes ${id}, which ${PAGE} lacks`));
        }
      }
    }

    for (const [index, { id, line }] of rules.entries()) {
      if (!quoted.has(id)) found.push(`${PAGE}:${line} has ${id}, which nothing quotes`);
      if (rules.findIndex((other) => other.id === id) !== index) found.push(`${PAGE}:${line} has ${id} again`);
    }
    return found;
  },
  wrong: [
    { "lib/a/rules.ts": "/** Never twice (B4). */\nexport const a = 1;" },
    { "lib/a/rules.test.ts": 'it("charges once [case 7]", () => {});' },
    { "components/a.tsx": "export const a = <p>{/* Shown for 7 days (INV-S1). */}</p>;" },
    { "lib/a/README.md": "Nobody is removed (T3a)." },
    { "prisma/schema/a.prisma": "model A {\n  /// Kept for ever (D7).\n  id String @id\n}" },
    { [PAGE]: "- **B4** Never twice." },
    { [PAGE]: "- **B4** Never twice.\n- **B4** Or thrice.", "lib/a/rules.ts": "/** B4 */\nexport const a = 1;" },
  ],
  right: {
    [PAGE]: "# Rules\n\nQuoted as `C9`.\n\n- **B4** Never twice.\n- **case 7** Once.\n- **INV-S1** Seven days.",
    "lib/a/rules.ts":
      '/** B4: never twice, in an S3 store, with P-256 and UTF8. */\nexport const a = "C9 2026-01-01T00:00";',
    "lib/a/rules.test.ts": 'it.each(["C9"])("charges %s once [case 7, INV-S1]", () => {});',
    "app/globals.css": ".a { color: #B4B4B4; }\n",
    "prisma/migrations/1_a/migration.sql": "-- C9: kept.",
  },
};

/** Documents that are not in the repository. */
const PAPERS = /\bSPEC\b|\bseed-systems\b|\bnpm:[A-Z]\d|\breference\/|\b[Ss]ection \d/;

const OTHER_SPELLING = /\b(?:Case|[Cc]ases) \d|\bINV [A-Z]\d/;

const AT_THE_END = /\S \[[^[\]]+\]$/;

export const spelling: Rule = {
  name: "numbers have one spelling and no document's name, and titles end with them in brackets",
  check: (files) =>
    files.flatMap((file) => [
      ...wordsOf(file).flatMap(({ text, line }) => {
        const other = PAPERS.exec(text) ?? OTHER_SPELLING.exec(text);
        return other ? [at(file, line, `says ${other[0]}`)] : [];
      }),
      ...titlesOf(file)
        .filter(({ text }) => numbersIn(text.replace(AT_THE_END, "")).length > 0)
        .map(({ line }) => at(file, line, "has a number outside the brackets at its end")),
    ]),
  wrong: [
    { "lib/a/rules.ts": "/** Never twice (SPEC B4). */\nexport const a = 1;" },
    { "lib/a/rules.ts": "// The table of reference/prices.md.\nexport const a = 1;" },
    { "lib/a/README.md": "As section 2 says." },
    { "lib/a/README.md": "See npm:R1." },
    { "lib/a/rules.ts": "// Cases 3 and 4.\nexport const a = 1;" },
    { "lib/a/rules.test.ts": 'describe("seed-systems:INV-S1 a charge", () => {});' },
    { "lib/a/rules.test.ts": 'it("case 7: charges once", () => {});' },
    { "e2e/journeys/a.e2e.ts": "test(`charges once (B4)`, () => {});" },
    { "sandbox/stripe/a.test.ts": 'it("[case 7]", () => {});' },
    { "lib/a/rules.test.ts": 'it("charges by B4 once [case 7]", () => {});' },
  ],
  right: {
    "lib/a/rules.ts": '/** B4: never twice, in case 7 comes late. */\nexport const SPEC = "reference/prices.md";',
    "lib/a/rules.test.ts": 'it.each([1])("charges %s once [case 7, INV-S1]", () => {});\nit("takes [1]", () => {});',
  },
};
