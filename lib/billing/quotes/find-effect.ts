import "server-only";
import type { ClaimedQuote } from "@/lib/billing/quotes/claim-quote";
import type { Effect } from "@/lib/billing/quotes/effect";
import { changeOf } from "@/lib/billing/quotes/kinds";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { db } from "@/lib/db";

/** Whether an earlier attempt carried the quote out: it may have been cut off before or after Stripe's effect. */
export function wasCarriedOut({ subscription }: BillingStanding, { begun, input }: ClaimedQuote): boolean {
  return begun && subscription !== null && changeOf(input.kind).isReached(subscription, input);
}

/**
 * Finds the result of a change whose answer was lost. After a sync, the invoice over the quoted sum is here, and so is
 * a change that waits for payment.
 */
export async function findEffect({ subscription }: BillingStanding, quote: ClaimedQuote): Promise<Effect> {
  const { shown, prorationAt } = quote;
  const waits = subscription?.pendingUpdate ?? null;
  const outcome = waits ? "payment_pending" : shown.dueNow === 0 && subscription?.scheduled ? "scheduled" : "changed";

  const invoice =
    shown.dueNow > 0 && subscription
      ? await db().invoice.findFirst({
          where: { subscriptionId: subscription.id, createdAt: { gte: prorationAt }, amountDue: shown.dueNow },
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        })
      : null;
  if (!invoice) return { outcome, url: null, charged: 0, invoiceId: null };

  return {
    outcome,
    url: waits ? invoice.hostedUrl || null : null,
    charged: waits ? 0 : invoice.amountDue,
    invoiceId: invoice.id,
  };
}
