import type { ConfirmedPrice } from "@/lib/billing/stripe/types";
import type { PriceDefinition } from "@/lib/entitlements/plans";
import { formatMoney } from "@/lib/money";

/** The fields of Stripe's price that decide whether it may be sold. */
export type PriceFields = {
  id: string;
  active: boolean;
  currency: string;
  unit_amount: number | null;
  tax_behavior: string | null;
  billing_scheme: string;
  recurring: { interval: string; interval_count: number; usage_type: string } | null;
};

/** Compares Stripe's price with the catalogue's; each difference is a sentence that tells the operator what to do. */
export function confirmPrice(expected: PriceDefinition, price: PriceFields | undefined): ConfirmedPrice {
  const { lookupKey, amountCents, currency, interval } = expected;
  const problem = price ? differenceOf(expected, price) : missing(expected);
  if (problem !== null || !price) {
    return { lookupKey, priceId: null, problem: problem ?? missing(expected) };
  }
  return { lookupKey, priceId: price.id, unitAmount: amountCents, currency, interval, problem: null };
}

function missing(expected: PriceDefinition): string {
  return `Stripe has no price with the lookup key "${expected.lookupKey}". Create one over ${wordsOf(expected)}.`;
}

function differenceOf(expected: PriceDefinition, price: PriceFields): string | null {
  const of = `The price ${price.id} with the lookup key "${expected.lookupKey}"`;
  const mend = `Move the lookup key to a price over ${wordsOf(expected)}.`;
  if (!price.active) return `${of} is archived. Unarchive it, or move the lookup key to an active one.`;
  if (price.currency !== expected.currency) return `${of} is in ${price.currency.toUpperCase()}. ${mend}`;
  if (price.recurring?.interval !== expected.interval || price.recurring.interval_count !== 1) {
    return `${of} does not recur every ${expected.interval}. ${mend}`;
  }
  if (price.billing_scheme !== "per_unit" || price.recurring.usage_type !== "licensed") {
    return `${of} is not a fixed amount for each unit. ${mend}`;
  }
  if (price.unit_amount !== expected.amountCents) {
    const amount = price.unit_amount === null ? "no whole amount" : formatMoney(price.unit_amount, price.currency);
    return `${of} says ${amount}. ${mend}`;
  }
  if (price.tax_behavior === "inclusive") return `${of} includes tax, and prices here are without. ${mend}`;

  return null;
}

function wordsOf({ amountCents, currency, interval, perSeat }: PriceDefinition): string {
  return `${formatMoney(amountCents, currency)} ${perSeat ? "a seat " : ""}every ${interval}, without tax`;
}
