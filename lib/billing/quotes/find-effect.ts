import "server-only";
import type { ClaimedQuote } from "@/lib/billing/quotes/claim-quote";
import type { Effect } from "@/lib/billing/quotes/effect";
import { changeOf } from "@/lib/billing/quotes/kinds";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { db } from "@/lib/db";

/**
 * Whether a quote that was begun before was carried out then: its change may have been cut off between Stripe's effect
 * and our record, or never have happened.
 */
export function wasCarriedOut({ subscription }: BillingStanding, { begun, input }: ClaimedQuote): boolean {
  return begun && subscription !== null && changeOf(input.kind).isReached(subscription, input);
}

/**
 * What a change came to whose answer was lost: everything was just synced, so the invoice over the quoted
 * sum is there, and so is what still waits for a payment.
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
