import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";
import { ADD_ONS, type PriceDefinition } from "@/lib/entitlements/plans";
import { type AddOnKey, PLAN_KEYS, type PlanKey } from "@/lib/entitlements/types";

/** What a lookup key sells, in any version of the catalogue. */
export type Sold = { price: PriceDefinition } & ({ plan: PlanKey } | { addOn: AddOnKey });

function soldByKey(): ReadonlyMap<string, Sold> {
  const versions = Array.from({ length: CATALOGUE_VERSION }, (_, index) => index + 1);
  const plans = versions.flatMap((version) =>
    PLAN_KEYS.flatMap((plan) => planDefinition(plan, version).prices.map((price): Sold => ({ price, plan }))),
  );
  const addOns = Object.values(ADD_ONS).map(({ price, key }): Sold => ({ price, addOn: key }));
  return new Map([...plans, ...addOns].map((sold) => [sold.price.lookupKey, sold]));
}

const SOLD = soldByKey();

/** Null for a price that no version of the catalogue names. */
export function soldUnder(lookupKey: string | null): Sold | null {
  return lookupKey === null ? null : (SOLD.get(lookupKey) ?? null);
}

/** Files an invoice line under `plan:team`, `add_on:storage_100gb`, or `other`. */
export function featureOf(lookupKey: string | null): string {
  const sold = soldUnder(lookupKey);
  if (!sold) return "other";
  return "plan" in sold ? `plan:${sold.plan}` : `add_on:${sold.addOn}`;
}
