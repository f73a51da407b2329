import { planDefinition } from "@/lib/entitlements/catalogue";
import { ADD_ONS, type PriceDefinition } from "@/lib/entitlements/plans";
import { PLAN_KEYS } from "@/lib/entitlements/types";

/** Every price of the current catalogue, plans first. */
export function cataloguePrices(): PriceDefinition[] {
  return [
    ...PLAN_KEYS.flatMap((plan) => planDefinition(plan).prices),
    ...Object.values(ADD_ONS).map(({ price }) => price),
  ];
}
