import "server-only";
import { db } from "@/lib/db";
import { refundedOf } from "@/lib/invoices/rules";
import { PERIOD_REASONS } from "@/lib/mirror/failure-clock";
import { cancelNow } from "@/lib/stripe/changes";

/**
 * Ends a subscription now, with a credit for what is left of its period where that was paid and not given back: Stripe
 * credits what it billed, paid or not. What is open stays owed, and staff decide about it. Sync before. Errors: UPSTREAM.
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
