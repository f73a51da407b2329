import { isTest, type Rule } from "./rule";
import type { SourceFile } from "./source";

/** The edge cases of `reference/billing-and-entitlements.md` 3.2, by number. */
const CASES = Array.from({ length: 40 }, (_, index) => index + 1);

/** The invariants of `reference/seed-systems.md` 4.2. */
const INVARIANTS = "B1 B2 B3 B4 S1 S2 S3 S4 D1 D2 P1 P2 P3 C1 C2 E1 E2 X1 X2"
  .split(" ")
  .map((id) => `seed-systems:INV-${id}`);

/** `it("…")`, `describe.each(…)("…")`, `test.skipIf(…)("…")`. */
const TITLED = /^(it|test|describe)\b/;

/** The titles of a file's tests and groups; what the sandbox says of itself proves nothing of the product. */
function titlesOf(file: SourceFile): string[] {
  if (!isTest(file.path) || file.path.startsWith("sandbox/")) return [];
  const titles: string[] = [];
  file.visit(() => ({
    CallExpression({ callee, arguments: [first] }) {
      if (!TITLED.test(file.text.slice(callee.start, callee.end)) || !first) return;
      titles.push(file.text.slice(first.start + 1, first.end - 1));
    },
  }));
  return titles;
}

function named(titles: readonly string[]): Set<string> {
  return new Set(titles.flatMap((title) => title.match(/\bcase \d+(?=:)|seed-systems:INV-[A-Z]\d/g) ?? []));
}

export const billingCases: Rule = {
  name: "each case and invariant of billing has a test that names it",
  check: (files) => {
    const found = named(files.flatMap(titlesOf));
    const wanted = [...CASES.map((number) => `case ${number}`), ...INVARIANTS];
    return wanted.filter((id) => !found.has(id)).map((id) => `no test names ${id}`);
  },
  wrong: [
    { "lib/billing/rules.test.ts": 'it("case 1: one of many", () => {});' },
    {
      "sandbox/stripe/rules.test.ts": [...CASES.map((number) => `case ${number}:`), ...INVARIANTS]
        .map((id) => `it("${id}", () => {});`)
        .join("\n"),
    },
    { "lib/billing/rules.ts": 'export const title = "case 1: told, not tested";' },
  ],
  right: {
    "lib/billing/rules.test.ts": [
      ...CASES.map((number) => `it.each([1])("case ${number}: is as it should be", () => {});`),
      ...INVARIANTS.map((id) => `describe("${id} holds", () => {});`),
    ].join("\n"),
  },
};
