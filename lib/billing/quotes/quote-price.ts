import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { QuotePlan, QuoteStep } from "@/lib/billing/quotes/quote-step";
import { previewChange, previewPurchase, previewTrialEnd } from "@/lib/billing/stripe/previews";
import { confirmedPrices } from "@/lib/billing/stripe/prices";
import type { PreviewState } from "@/lib/billing/stripe/types";
import type { BillingStanding, RunningSubscription } from "@/lib/billing/subscriptions/standing";
import type { QuoteView } from "@/lib/billing/subscriptions/types";
import { ADD_ONS } from "@/lib/entitlements/plans";
import type { Interval } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";

/** A catalogue price as Stripe confirms it now. */
export type PriceInForce = { lookupKey: string; priceId: string; unitAmount: number; currency: string };

/** What a quote says of money: compared with what the charge would be when it is carried out. */
export type QuotedPrice = Pick<QuoteView, "currency" | "dueNow" | "tax" | "lines" | "recurring">;

/** The price that a step buys; null where it keeps the one in force. Errors: UPSTREAM, UNAVAILABLE when not confirmed. */
export async function priceInForce(step: QuoteStep): Promise<PriceInForce | null> {
  const lookupKey = "lookupKey" in step ? step.lookupKey : null;
  if (lookupKey === null) return null;
  const price = (await confirmedPrices()).get(lookupKey);
  if (!price || price.problem !== null) throw new AppError("UNAVAILABLE", { what: "The price of this plan" });
  const { priceId, unitAmount, currency } = price;
  return { lookupKey, priceId, unitAmount, currency };
}

/** What a plan costs at Stripe, prorated from the second `prorationAt`. Errors: UPSTREAM. */
export async function priceQuote(
  standing: BillingStanding,
  plan: QuotePlan,
  price: PriceInForce | null,
  prorationAt: Date,
): Promise<QuotedPrice> {
  const preview = await previewOf(standing, plan.step, price, prorationAt);
  if (!preview)
    return { ...NOTHING_DUE, currency: currencyOf(standing, price), recurring: later(standing, plan, price) };
  const { currency, amountDue, tax, lines, recurringTotal, nextRenewalAt } = preview;
  const from = plan.renewal?.from ?? nextRenewalAt;
  return {
    currency,
    dueNow: amountDue,
    tax,
    lines: lines.map(({ description, quantity, amount, proration }) => ({ description, quantity, amount, proration })),
    recurring: plan.renewal && {
      amount: recurringTotal,
      interval: plan.renewal.interval,
      from: from?.toISOString() ?? null,
    },
  };
}

/** Whether two prices ask for the same money. Dates move with the second they are asked at, where none is pinned. */
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

async function previewOf(
  { subscription, customer }: BillingStanding,
  step: QuoteStep,
  price: PriceInForce | null,
  prorationAt: Date,
): Promise<PreviewState | null> {
  if (step.act === "checkout" && price) {
    const { quantity, trialEnd } = step;
    return previewPurchase({ customerId: customer?.id ?? null, priceId: price.priceId, quantity, trialEnd });
  }
  // A trial has nothing to prorate: what is previewed for it is the invoice at its end.
  if (step.act === "change" && subscription && subscription.status !== "trialing") {
    const { id: subscriptionId, itemId } = subscription;
    const change = { quantity: step.quantity, ...(price && { priceId: price.priceId }) };
    return previewChange({ subscriptionId, itemId, prorationAt, ...change });
  }
  if (step.act === "end_trial" && subscription) return previewTrialEnd(subscription.id);
  return null;
}

/** What later periods cost where Stripe is not asked, because nothing is charged now. */
function later({ subscription }: BillingStanding, { renewal }: QuotePlan, price: PriceInForce | null) {
  if (!renewal || !subscription) return null;
  const { interval, quantity, from } = renewal;
  const amount = (price?.unitAmount ?? subscription.unitAmount) * quantity + addOnAmount(subscription, interval);
  return { amount, interval, from: from?.toISOString() ?? null };
}

function addOnAmount({ addOns }: RunningSubscription, interval: Interval): number {
  return addOns.reduce((sum, { key, quantity }) => {
    const price = Object.values(ADD_ONS).find((addOn) => addOn.key === key)?.price;
    return price?.interval === interval ? sum + price.amountCents * quantity : sum;
  }, 0);
}
