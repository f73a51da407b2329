import type { PlanDefinition, PriceDefinition } from "@/lib/entitlements/plans";
import { formatMoney, formatUnit } from "@/lib/money";

/** "29.00 USD": what the catalogue asks for a unit. */
export function formatPrice({ amountCents, currency }: PriceDefinition): string {
  return formatMoney(amountCents, currency);
}

/** "29.00 USD a month", "19.00 USD a seat and month". */
function priceLine(price: PriceDefinition): string {
  return `${formatPrice(price)} ${formatUnit(price)}`;
}

/** What a plan costs, in lines; a plan without prices is free or by contract. */
export function priceLines(plan: PlanDefinition): string[] {
  if (plan.byContract) return ["By contract"];
  return plan.prices.length === 0 ? ["Free"] : plan.prices.map(priceLine);
}
