import "server-only";
import type { MirrorSubscription } from "@/lib/billing/mirror-rows";
import type { Tx } from "@/lib/db";

const STARTED: ReadonlySet<string> = new Set(["active", "past_due"]);

/**
 * SPEC D2: a trial ends where a purchase begins to be paid for; one bought for the trial's end leaves it its time. It
 * follows from Stripe's dates alone, so that it comes out the same however often and late it is asked.
 */
export async function endReplacedTrial(
  tx: Tx,
  accountId: string,
  subscriptions: readonly MirrorSubscription[],
): Promise<boolean> {
  let ended = 0;
  for (const { status, plan, periodStart: at } of subscriptions) {
    if (!STARTED.has(status) || plan === null || at === null) continue;
    const live = { accountId, kind: "trial" as const, startsAt: { lt: at }, endsAt: { gt: at } };
    ended += (await tx.term.updateMany({ where: live, data: { endsAt: at } })).count;
  }
  return ended > 0;
}
