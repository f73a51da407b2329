import { numbersIn, rulesOf, titlesOf } from "./numbers";
import type { Rule } from "./rule";

const PAGE = "- **B4** A row.\n- **case 1** One.\n- **case 2** Two.\n- **INV-B1** Always.";

/** Statements of the sandbox about itself prove nothing about the product. */
export const billingCases: Rule = {
  name: "each case and invariant of billing has a test that names it",
  check: (files) => {
    const wanted = rulesOf(files).filter(({ id }) => /^(case|INV)/.test(id));
    if (wanted.length === 0) return ["there is no case to test"];
    const titles = files.filter(({ path }) => !path.startsWith("sandbox/")).flatMap(titlesOf);
    const found = new Set(titles.flatMap(({ text }) => numbersIn(text)));
    return wanted.filter(({ id }) => !found.has(id)).map(({ id }) => `no test names ${id}`);
  },
  wrong: [
    { "lib/billing/rules.test.ts": 'it("is one of many [case 1]", () => {});' },
    { "docs/rules.md": PAGE, "lib/billing/rules.test.ts": 'it("is one of many [case 1, case 2]", () => {});' },
    { "docs/rules.md": PAGE, "sandbox/stripe/rules.test.ts": 'it("is all [case 1, case 2, INV-B1]", () => {});' },
    { "docs/rules.md": PAGE, "lib/billing/rules.ts": 'export const title = "told [case 1, case 2, INV-B1]";' },
  ],
  right: {
    "docs/rules.md": PAGE,
    "lib/billing/rules.test.ts":
      'it.each([1])("is as it should be [case 1, case 2]", () => {});\ndescribe("what holds [INV-B1]", () => {});',
  },
};
