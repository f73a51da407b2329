import "server-only";
import type { ClaimedQuote } from "@/lib/billing/quotes/claim-quote";
import type { PriceInForce } from "@/lib/billing/quotes/quote-price";
import type { QuoteStep } from "@/lib/billing/quotes/quote-step";
import {
  applyChange,
  type ChangeResult,
  cancelAtPeriodEnd,
  endTrial,
  resumeSubscription,
} from "@/lib/billing/stripe/changes";
import { releaseSchedule, scheduleChange } from "@/lib/billing/stripe/schedules";
import type { RunningSubscription } from "@/lib/billing/subscriptions/standing";
import type { AppliedQuote } from "@/lib/billing/subscriptions/types";
import { conflict } from "@/lib/errors";

export type Effect = Pick<AppliedQuote, "outcome" | "url" | "charged"> & { invoiceId: string | null };

const CHANGED: Effect = { outcome: "changed", url: null, charged: 0, invoiceId: null };
const SCHEDULED: Effect = { ...CHANGED, outcome: "scheduled" };

/**
 * Asks Stripe for what was agreed to, with the quote's own key and second: however often it is asked, it happens once
 * and costs what was said. Errors: UPSTREAM, CONFLICT for a payment that is declined.
 */
export async function changeAtStripe(
  running: RunningSubscription,
  step: Exclude<QuoteStep, { act: "checkout" }>,
  quote: ClaimedQuote,
  { accountId, price }: { accountId: string; price: PriceInForce | null },
): Promise<Effect> {
  const idempotencyKey = `${quote.input.kind}:${accountId}:${quote.id}`;
  const { id: subscriptionId, itemId, scheduleId } = running;
  const { prorationAt } = quote;
  switch (step.act) {
    case "change": {
      if (scheduleId) await releaseSchedule(scheduleId);
      const change = { quantity: step.quantity, ...(price && { priceId: price.priceId }) };
      const result = await applyChange({ subscriptionId, itemId, prorationAt, idempotencyKey, ...change });
      return settled(result, quote);
    }
    case "schedule": {
      const { lookupKey, quantity } = step;
      await scheduleChange({ subscriptionId, itemId, lookupKey, quantity, idempotencyKey });
      return SCHEDULED;
    }
    case "cancel":
      await cancelAtPeriodEnd({ subscriptionId, scheduleId, idempotencyKey });
      return SCHEDULED;
    case "resume":
      await resumeSubscription({ subscriptionId, idempotencyKey });
      return CHANGED;
    case "end_trial":
      // What was planned for the trial's end would fall into the period that is paid now, without a credit.
      if (scheduleId) await releaseSchedule(scheduleId);
      return settled(await endTrial({ subscriptionId, idempotencyKey }), quote);
    case "release":
      await releaseSchedule(step.scheduleId);
      return CHANGED;
  }
}

/** What was charged, or the invoice that the change waits for. Without anything due the last invoice is an older one. */
function settled({ pending, invoice }: ChangeResult, { shown }: ClaimedQuote): Effect {
  if (pending) {
    if (!invoice?.hostedUrl) throw conflict("The payment did not go through. Update the payment method and try again.");
    return { outcome: "payment_pending", url: invoice.hostedUrl, charged: 0, invoiceId: invoice.id };
  }
  if (shown.dueNow === 0 || !invoice) return CHANGED;
  return { ...CHANGED, charged: invoice.amountDue, invoiceId: invoice.id };
}
