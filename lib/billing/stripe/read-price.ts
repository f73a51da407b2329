import type { PriceFact } from "@/lib/billing/stripe/types";
import { INTERVALS, type Interval } from "@/lib/entitlements/types";

export type PriceWire = {
  id: string;
  lookup_key: string | null;
  unit_amount: number | null;
  currency: string;
  recurring: { interval: string; interval_count: number } | null;
};

/**
 * Reads a price; an amount that is not whole minor units, or an interval that is neither month nor year, becomes null.
 */
export function readPrice(price: PriceWire): PriceFact {
  return {
    priceId: price.id,
    lookupKey: price.lookup_key,
    unitAmount: price.unit_amount,
    currency: price.currency,
    interval: intervalOf(price.recurring),
  };
}

function intervalOf(recurring: PriceWire["recurring"]): Interval | null {
  if (recurring?.interval_count !== 1) return null;
  return INTERVALS.find((known) => known === recurring.interval) ?? null;
}
