import type { LineState } from "@/lib/billing/stripe/types";
import { idOf, instant } from "@/lib/billing/stripe/wire-values";

export type LineWire = {
  id: string;
  description: string | null;
  amount: number;
  quantity: number | null;
  period: { start: number; end: number };
  pricing?: { price_details?: { price: string | { id: string; lookup_key?: string | null } } } | null;
  parent?: {
    invoice_item_details: { proration: boolean } | null;
    subscription_item_details: { proration: boolean } | null;
  } | null;
  /** The place of price and proration in versions before 2025-03-31. */
  price?: { id: string; lookup_key: string | null } | null;
  proration?: boolean;
};

/** `keyOf` returns the lookup key of a price; a line only has the price's id. */
export function readLine(line: LineWire, keyOf: (priceId: string) => string | null): LineState {
  const price = line.pricing?.price_details?.price ?? line.price;
  const { parent } = line;
  const proration =
    parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration ?? line.proration ?? false;
  return {
    id: line.id,
    description: line.description ?? "",
    lookupKey: lookupKeyOf(price, keyOf),
    quantity: line.quantity ?? 1,
    amount: line.amount,
    proration,
    periodStart: instant(line.period.start),
    periodEnd: instant(line.period.end),
  };
}

/** Returns the id of the line's price, if it has one. */
export function priceIdOfLine(line: LineWire): string | null {
  return idOf(line.pricing?.price_details?.price ?? line.price);
}

function lookupKeyOf(
  price: string | { id: string; lookup_key?: string | null } | null | undefined,
  keyOf: (priceId: string) => string | null,
): string | null {
  if (price === null || price === undefined) return null;
  if (typeof price === "string") return keyOf(price);
  return price.lookup_key ?? keyOf(price.id);
}
