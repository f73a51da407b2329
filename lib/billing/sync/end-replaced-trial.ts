import "server-only";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { Tx } from "@/lib/db";

// Records nothing: a step of syncCustomer, which records the subscription that replaced it.

const STARTED: ReadonlySet<string> = new Set(["active", "past_due"]);

/**
 * D2: a trial ends where a purchase begins to be paid for; one bought for the trial's end leaves it its time. It
 * follows from Stripe's dates alone, so that it comes out the same however often and late it is asked.
 */
export async function endReplacedTrial(
  tx: Tx,
  accountId: string,
  subscriptions: readonly Subscription[],
): Promise<boolean> {
  let ended = false;
  for (const { status, plan, periodStart: at } of subscriptions) {
    if (!STARTED.has(status) || plan === null || at === null) continue;
    // Stripe dates by the second: a trial may seem to begin after a purchase of the same one.
    const before = new Date(at.getTime() + 1_000);
    const live = { accountId, kind: "trial" as const, startsAt: { lt: before }, endsAt: { gt: at } };
    for (const { id, startsAt, endsAt } of await tx.term.findMany({ where: live })) {
      const end = new Date(Math.max(at.getTime(), startsAt.getTime()));
      if (endsAt?.getTime() === end.getTime()) continue;
      await tx.term.update({ where: { id }, data: { endsAt: end } });
      ended = true;
    }
  }
  return ended;
}
