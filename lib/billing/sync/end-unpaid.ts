import "server-only";
import { cancelNow } from "@/lib/billing/stripe/subscriptions";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { paymentCalendar } from "@/lib/entitlements/commercial-state";
import { OWING_STATUSES } from "@/lib/entitlements/subscription-status";
import { log } from "@/lib/logger";
import { isAway } from "@/lib/outage";
import { DAY_MS } from "@/lib/time";

/** People hear of the end before Stripe does, and a payment on the last day still counts. */
const AFTER_MS = DAY_MS;

type Owing = { id: string; accountId: string };

/**
 * Ends at Stripe the subscriptions that ended here because they were unpaid: nobody is invoiced for a plan they lack,
 * and they can buy again (D1). Debts stay owed. Skips contracts, which staff end. Returns how many.
 */
export async function endUnpaid(): Promise<number> {
  let ended = 0;
  for (const { id, accountId } of await overdue({})) {
    try {
      if (await endOne({ id, accountId })) ended += 1;
    } catch (error) {
      if (isAway(error)) return ended;
      log().error({ err: error, accountId, subscription: id }, "an unpaid subscription could not be ended");
    }
  }
  return ended;
}

async function endOne({ id, accountId }: Owing): Promise<boolean> {
  const why = { because: "sweep" } as const;
  // It may just have been paid.
  await syncCustomer({ accountId }, why);
  if ((await overdue({ id })).length === 0) return false;
  await cancelNow({ subscriptionId: id, prorate: false });
  await syncCustomer({ accountId }, why);
  return true;
}

async function overdue(one: { id?: string }): Promise<Owing[]> {
  const since = now().getTime() - AFTER_MS;
  const rows = await db().subscription.findMany({
    where: {
      ...one,
      endedAt: null,
      termId: null,
      status: { in: [...OWING_STATUSES] },
      firstFailedAt: { not: null },
      customer: { unlinkedAt: null },
    },
    select: { id: true, accountId: true, firstFailedAt: true },
    orderBy: { id: "asc" },
  });
  return rows.filter(
    ({ firstFailedAt }) => firstFailedAt !== null && paymentCalendar(firstFailedAt).overAt.getTime() <= since,
  );
}
