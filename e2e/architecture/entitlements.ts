import { at, isProduct, isTest, type Rule, roomOf } from "./rule";
import { moduleName } from "./source";

/** The pure core: what anybody may compute with, anywhere, and a test can call without a database. */
const CORE = `answer bought catalogue commercial-state decide features format freeze layers limits plans resolve schema
  subscription-status thresholds types unlock windows words`
  .split(/\s+/)
  .map((name) => `lib/entitlements/${name}`);

/** The core's way to the database. A new file of the folder belongs to one of the two lists. */
const SHELL =
  `account-rows apply-entitlements assign-plan check-entitlement consume-entitlement counters frozen-items load-facts
  loaders queries refuse reserve-entitlement`
    .split(/\s+/)
    .map((name) => `lib/entitlements/${name}`);

export const pureCore: Rule = {
  name: "the core of the entitlements imports itself and zod",
  check: (files) =>
    files.flatMap((file) => {
      const module = moduleName(file.path);
      if (!module.startsWith("lib/entitlements/") || isTest(file.path) || module === file.path) return [];
      if (SHELL.includes(module)) return [];
      if (!CORE.includes(module)) return [at(file, 1, "is neither core nor shell")];
      return file.imports
        .filter(({ target, own }) => !(own ? CORE.includes(target) : target === "zod"))
        .map(({ line, request }) => at(file, line, `imports ${request}`));
    }),
  wrong: [
    { "lib/entitlements/resolve.ts": 'import { now } from "@/lib/clock";' },
    { "lib/entitlements/decide.ts": 'import type { AppError } from "@/lib/errors";' },
    { "lib/entitlements/words.ts": 'import { plural } from "pluralize";' },
    { "lib/entitlements/decide.ts": 'import { db } from "./queries";' },
    { "lib/entitlements/guess.ts": "export const one = 1;" },
  ],
  right: {
    "lib/entitlements/resolve.ts": 'import { z } from "zod";\nimport { PLANS } from "@/lib/entitlements/plans";',
    "lib/entitlements/queries.ts": 'import { db } from "@/lib/db";',
  },
};

const PLANS = ["free", "pro", "team", "enterprise"];
const COMPARE = ["===", "!==", "==", "!="];
const MEMBER_TESTS = ["includes", "startsWith", "endsWith", "has", "indexOf"];

type Expression = { type: string; value?: unknown };

/** `free` is a word of seats and of the commercial state too; it is a plan beside something that says so. */
function isPlan(node: Expression | null | undefined, beside: string): boolean {
  if (node?.type !== "Literal" || typeof node.value !== "string") return false;
  return node.value === "free" ? /plan|tier/i.test(beside) : PLANS.includes(node.value);
}

export const planNames: Rule = {
  name: "no plan's name is compared outside the entitlements",
  check: (files) =>
    files.flatMap((file) => {
      const asks = isProduct(file.path) || roomOf(file.path) === "cli";
      if (!asks || file.path.startsWith("lib/entitlements/")) return [];
      const found: string[] = [];
      const textOf = ({ start, end }: { start: number; end: number }) => file.text.slice(start, end);
      const report = (line: number) => found.push(at(file, line, "compares a plan's name; ask for an entitlement"));
      file.visit((lineOf) => ({
        BinaryExpression(node) {
          const { left, right, operator } = node;
          if (!COMPARE.includes(operator)) return;
          if (isPlan(left, textOf(right)) || isPlan(right, textOf(left))) report(lineOf(node));
        },
        SwitchStatement({ discriminant, cases }) {
          for (const one of cases) if (isPlan(one.test, textOf(discriminant))) report(lineOf(one));
        },
        CallExpression(node) {
          const { callee } = node;
          if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
          if (!MEMBER_TESTS.includes(callee.property.name)) return;
          const { object } = callee;
          const beside = textOf(node);
          const listed = object.type === "ArrayExpression" ? object.elements : [];
          if ([...listed, ...node.arguments].some((one) => isPlan(one, beside))) report(lineOf(node));
        },
      }));
      return found;
    }),
  wrong: [
    { "components/billing/table.tsx": 'export const paid = (plan: string) => plan !== "free";' },
    { "lib/packages/publish/rules.ts": 'export const paid = (plan: string) => "team" === plan;' },
    { "app/page.tsx": 'export const f = (p: string) => { switch (p) { case "pro": return 1; } };' },
    { "registry/app.ts": 'export const paid = (plan: string) => ["team", "enterprise"].includes(plan);' },
    { "registry/app.ts": 'export const paid = (plans: Set<string>) => plans.has("enterprise");' },
  ],
  right: {
    "lib/entitlements/decide.ts": 'export const paid = (plan: string) => plan !== "free";',
    "components/layout/navigation.ts": 'export const item = { id: "team" };',
    "components/ui/seat-map.tsx": 'export const open = (seat: { state: string }) => seat.state === "free";',
  },
};
