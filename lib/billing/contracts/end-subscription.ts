import "server-only";
import { refundedOf } from "@/lib/billing/invoices/rules";
import { cancelNow } from "@/lib/billing/stripe/subscriptions";
import { PERIOD_REASONS } from "@/lib/billing/subscriptions/failure-clock";
import { db } from "@/lib/db";

/**
 * Ends a subscription now, with a credit for the rest of its period if that was paid and not refunded: Stripe would
 * also credit unpaid bills. Open invoices stay owed, and staff decide about them. Call it after a sync.
 * Errors: UPSTREAM.
 */
export async function endSubscription(subscriptionId: string): Promise<void> {
  const period = await db().invoice.findFirst({
    where: { subscriptionId, reason: { in: [...PERIOD_REASONS] } },
    include: { refunds: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const refunded = period ? refundedOf(period.refunds) : 0;
  const givenBack = refunded > 0 && refunded >= (period?.amountPaid ?? 0);
  await cancelNow({ subscriptionId, prorate: period?.status === "paid" && !givenBack });
}
