import { formatBytes } from "@/lib/bytes";
import { formatCount } from "@/lib/count";
import { LIMITS } from "@/lib/entitlements/limits";
import type { PlanDefinition, PriceDefinition } from "@/lib/entitlements/plans";
import {
  type EntitlementKey,
  type EntitlementValue,
  LIMIT_KEYS,
  type Limit,
  type LimitKey,
} from "@/lib/entitlements/types";
import { formatMoney, formatUnit } from "@/lib/money";

export function formatAmount(key: LimitKey, amount: number): string {
  return LIMITS[key].unit === "bytes" ? formatBytes(amount) : formatCount(amount);
}

export function formatLimit(key: LimitKey, limit: Limit): string {
  return limit === "unlimited" ? "unlimited" : formatAmount(key, limit);
}

/** The number with its noun: "100 private packages", "5 GB of storage", "30 publishes a month". */
export function formatAllowance(key: LimitKey, limit: Limit): string {
  const { one, many, per } = LIMITS[key].words;
  return `${formatLimit(key, limit)} ${limit === 1 ? one : many}${per}`;
}

/** One cell of a comparison. */
export function formatValue(key: EntitlementKey, value: EntitlementValue): string {
  if (value === true) return "Yes";
  if (value === false) return "No";
  if (value === "unlimited") return "Unlimited";
  if (typeof value === "string") return value.charAt(0).toUpperCase() + value.slice(1);
  const limit = LIMIT_KEYS.find((one) => one === key);
  if (limit) return formatAmount(limit, value);
  // Every other number counts days.
  return value === 0 ? "None" : `${formatCount(value)} days`;
}

/** "29.00 USD": the catalogue's price of a unit. */
export function formatPrice({ amountCents, currency }: PriceDefinition): string {
  return formatMoney(amountCents, currency);
}

/** "29.00 USD a month", "19.00 USD a seat and month". */
function priceLine(price: PriceDefinition): string {
  return `${formatPrice(price)} ${formatUnit(price)}`;
}

/** A plan's prices, one line each; a plan without prices is free or by contract. */
export function priceLines(plan: PlanDefinition): string[] {
  if (plan.byContract) return ["By contract"];
  return plan.prices.length === 0 ? ["Free"] : plan.prices.map(priceLine);
}
