import { at, isCode, isProduct, isTest, type Rule } from "./rule";
import { moduleName } from "./source";

/** Modules that know the database, the context of a request or the typed errors. Every other one decides. */
const SHELL = [
  "account-rows",
  "apply-entitlements",
  "check-entitlement",
  "consume-entitlement",
  "count-rows",
  "counters",
  "frozen-items",
  "load-facts",
  "loaders",
  "options-for",
  "queries",
  "refuse",
  "reserve-entitlement",
  "write-limit",
].map((name) => `lib/entitlements/${name}`);

/** How the product writes numbers, days and addresses, and the table of roles: pure, and below. */
const WORDS = ["bytes", "count", "money", "paths", "phrases", "text", "time", "access/permissions", "access/roles"].map(
  (name) => `lib/${name}`,
);

export const pureCore: Rule = {
  name: "the core of the entitlements imports itself, zod and how the product writes numbers, days, roles and addresses",
  check: (files) => {
    const core = files.filter(({ path }) => {
      return path.startsWith("lib/entitlements/") && isCode(path) && !isTest(path) && !SHELL.includes(moduleName(path));
    });
    const known = new Set([...core.map(({ path }) => moduleName(path)), ...WORDS]);
    return core.flatMap((file) =>
      file.imports
        .filter(({ target, own }) => !(own ? known.has(target) : target === "zod"))
        .map(({ line, request }) => at(file, line, `imports ${request}`)),
    );
  },
  wrong: [
    { "lib/entitlements/resolve.ts": 'import { now } from "@/lib/clock";' },
    { "lib/entitlements/decide.ts": 'import type { AppError } from "@/lib/errors";' },
    { "lib/entitlements/words.ts": 'import { plural } from "pluralize";' },
    { "lib/entitlements/decide.ts": 'import "server-only";' },
    { "lib/entitlements/anything-new.ts": 'import "server-only";\nimport { db } from "@/lib/db";' },
    {
      "lib/entitlements/bought.ts": 'import { db } from "./queries";',
      "lib/entitlements/queries.ts": 'import "server-only";',
    },
  ],
  right: {
    "lib/entitlements/resolve.ts":
      'import { z } from "zod";\nimport { formatDay } from "@/lib/time";\nimport { PLANS } from "@/lib/entitlements/plans";',
    "lib/entitlements/plans.ts": "export const PLANS = 1;",
    "lib/entitlements/queries.ts": 'import "server-only";\nimport { db } from "@/lib/db";',
  },
};

const PLANS = ["free", "pro", "team", "enterprise"];
const COMPARE = ["===", "!==", "==", "!="];
const MEMBER_TESTS = ["includes", "startsWith", "endsWith", "has", "indexOf"];

type Expression = { type: string; value?: unknown };

/** `free` is also a word for seats and a commercial state; it is a plan only beside a word that says so. */
function isPlan(node: Expression | null | undefined, beside: string): boolean {
  if (node?.type !== "Literal" || typeof node.value !== "string") return false;
  return node.value === "free" ? /plan|tier/i.test(beside) : PLANS.includes(node.value);
}

export const planNames: Rule = {
  name: "no plan's name is compared outside the entitlements",
  check: (files) =>
    files.flatMap((file) => {
      if (!isProduct(file.path) || file.path.startsWith("lib/entitlements/")) return [];
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
