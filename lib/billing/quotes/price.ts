import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Offer, Priced } from "@/lib/billing/quotes/change";
import type { PriceInForce, QuotedPrice } from "@/lib/billing/quotes/types";
import { confirmedPrices } from "@/lib/billing/stripe/prices";
import { periodAmount } from "@/lib/billing/subscriptions/recurring-amount";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { AppError } from "@/lib/errors";

/**
 * The price that an offer buys; null when it keeps the present one. Errors: UPSTREAM, UNAVAILABLE when not confirmed.
 */
export async function priceInForce({ step: { lookupKey } }: Offer): Promise<PriceInForce | null> {
  if (lookupKey === null) return null;
  const price = (await confirmedPrices()).get(lookupKey);
  if (!price || price.problem !== null) throw new AppError("UNAVAILABLE", { what: "The price of this plan" });
  const { priceId, unitAmount, currency } = price;
  return { lookupKey, priceId, unitAmount, currency };
}

/** The cost of an offer at Stripe, prorated from the second `prorationAt`. Errors: UPSTREAM. */
export async function priceOffer(standing: BillingStanding, offer: Offer, priced: Priced): Promise<QuotedPrice> {
  const preview = await offer.preview(priced);
  if (!preview) {
    const { price } = priced;
    return { ...NOTHING_DUE, currency: currencyOf(standing, price), recurring: later(standing, offer, price) };
  }

  const { currency, amountDue, tax, lines, recurringTotal, nextRenewalAt } = preview;
  const from = offer.renewal?.from ?? nextRenewalAt;
  return {
    currency,
    dueNow: amountDue,
    tax,
    lines: lines.map(({ description, quantity, amount, proration }) => ({ description, quantity, amount, proration })),
    recurring: offer.renewal && {
      amount: recurringTotal,
      interval: offer.renewal.interval,
      from: from?.toISOString() ?? null,
    },
  };
}

/**
 * Whether two prices ask for the same money. Ignores dates that move with the second of asking, when none is pinned.
 */
export function isSamePrice(one: QuotedPrice, other: QuotedPrice): boolean {
  return isDeepStrictEqual(moneyOf(one), moneyOf(other));
}

function moneyOf({ currency, dueNow, tax, lines, recurring }: QuotedPrice) {
  return {
    currency,
    dueNow,
    tax,
    lines: lines.map(({ quantity, amount, proration }) => ({ quantity, amount, proration })),
    recurring: recurring && { amount: recurring.amount, interval: recurring.interval },
  };
}

const NOTHING_DUE = { dueNow: 0, tax: 0, lines: [] };

function currencyOf({ subscription }: BillingStanding, price: PriceInForce | null): string {
  return price?.currency ?? subscription?.currency ?? "usd";
}

/** The price of later periods when nothing is charged now, without asking Stripe. */
function later(
  { subscription }: BillingStanding,
  { renewal }: Offer,
  price: PriceInForce | null,
): QuotedPrice["recurring"] {
  if (!renewal || !subscription) return null;
  const { interval, quantity, from } = renewal;
  const { unitAmount } = price ?? subscription;
  const amount = periodAmount(unitAmount, { ...subscription, interval, seats: quantity });
  return { amount, interval, from: from?.toISOString() ?? null };
}
