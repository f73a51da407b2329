import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { FAILURE_DAYS } from "@/lib/billing/notices/failure-notices";
import { billingStatusOutput, plansOutput } from "@/lib/billing/page/api-schema";
import { cataloguePrices } from "@/lib/billing/stripe/catalogue-prices";
import { EVENT_TYPES } from "@/lib/billing/sync/event-types";
import { COMMERCIAL_STATES, ENTITLEMENT_KEYS } from "@/lib/entitlements/types";
import { formatMoney } from "@/lib/money";

const page = readFileSync(path.join(import.meta.dirname, "billing.md"), "utf8");

/** The page's text after a mark, up to the next heading. */
function after(mark: string): string {
  const [, rest = ""] = page.split(`<!-- ${mark} -->`);
  return rest.split(/^#/m)[0] ?? "";
}

function example(mark: string): unknown {
  return JSON.parse(/```json\n([\s\S]*?)```/.exec(after(mark))?.[1] ?? "");
}

/** An object's fields on the first level, with those of the first element of each list. */
function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [fieldsOf(value[0])];
  if (typeof value !== "object" || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fieldsOf(inner)]));
}

it("shows answers as they are: every field, and no other", () => {
  const status = example("status");
  expect(fieldsOf(billingStatusOutput.parse(status))).toEqual(fieldsOf(status));
  const plans = example("plans");
  // The page shows a few entitlements of one plan.
  const plan = plansOutput.shape.plans.element.extend({
    entitlements: z.partialRecord(z.enum(ENTITLEMENT_KEYS), z.unknown()),
  });
  const some = plansOutput.extend({ plans: z.array(plan) });
  expect(fieldsOf(some.parse(plans))).toEqual(fieldsOf(plans));
});

it("lists the events that are subscribed, each once", () => {
  const listed = [...after("events").matchAll(/`([a-z0-9_.]+)`/g)].map(([, name = ""]) => name);
  expect(listed.sort()).toEqual(Object.keys(EVENT_TYPES).sort());
});

it("lists the prices of the catalogue", () => {
  const rows = [...page.matchAll(/^ {3}\| `(\w+)`\s*\|[^|]*\| (\S+ USD) a/gm)].map(([, key, price]) => [key, price]);
  const sold = cataloguePrices().map(({ lookupKey, amountCents, currency }) => [
    lookupKey,
    formatMoney(amountCents, currency),
  ]);
  expect(rows.sort()).toEqual(sold.sort());
});

it("names every state and the days of the calendar", () => {
  for (const state of COMMERCIAL_STATES) expect(page).toMatch(new RegExp(`^\\| \`${state}\``, "m"));
  expect(page).toContain(`on day ${FAILURE_DAYS.slice(0, -1).join(", ")} and ${FAILURE_DAYS.at(-1)}, while it is owed`);
});
