import type { PlanDefinition, PriceDefinition } from "@/lib/entitlements/plans";

/** 2900 → "29.00 USD"; minor units to the currency's two places. */
export function formatPrice({ amountCents, currency }: PriceDefinition): string {
  const whole = Math.floor(amountCents / 100).toLocaleString("en-US");
  return `${whole}.${String(amountCents % 100).padStart(2, "0")} ${currency.toUpperCase()}`;
}

/** "29.00 USD a month", "19.00 USD a seat and month". */
function priceLine(price: PriceDefinition): string {
  return `${formatPrice(price)} a ${price.perSeat ? "seat and " : ""}${price.interval}`;
}

/** What a plan costs, in lines; a plan without prices is free or by contract. */
export function priceLines(plan: PlanDefinition): string[] {
  if (plan.byContract) return ["By contract"];
  return plan.prices.length === 0 ? ["Free"] : plan.prices.map(priceLine);
}
