import "server-only";
import { type Subscription, toSubscription } from "@/lib/billing/subscriptions/subscription";
import type { Tx } from "@/lib/db";

/** An account rarely has more than two; the rest is history that the invoices tell. */
const MOST_READ = 20;

/** The subscriptions of an account of any status, the newest first, at most 20. Takes no lock. */
export async function listSubscriptions(tx: Tx, accountId: string): Promise<Subscription[]> {
  const rows = await tx.subscription.findMany({
    where: { accountId },
    orderBy: { startedAt: "desc" },
    take: MOST_READ,
  });
  return rows.map(toSubscription);
}
