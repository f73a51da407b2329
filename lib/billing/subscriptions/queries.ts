import "server-only";
import { type Subscription, toSubscription } from "@/lib/billing/subscriptions/subscription";
import type { Tx } from "@/lib/db";

/** An account rarely has more than two; the invoices tell the rest of the history. */
const MOST_READ = 20;

/** Lists an account's subscriptions of any status, newest first, at most 20. Takes no lock. */
export async function listSubscriptions(tx: Tx, accountId: string): Promise<Subscription[]> {
  const rows = await tx.subscription.findMany({
    where: { accountId },
    orderBy: { startedAt: "desc" },
    take: MOST_READ,
  });
  return rows.map(toSubscription);
}
