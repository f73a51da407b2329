import "server-only";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { Tx } from "@/lib/db";
import { isCharging } from "@/lib/entitlements/subscription-status";

// Records nothing: a step of syncCustomer, which records the subscription that replaced it.

/**
 * D2: ends a trial when a purchase begins to be paid; a purchase for the trial's end leaves the trial unchanged.
 * Depends on Stripe's dates alone, so the result is the same however often and late it runs.
 */
export async function endReplacedTrial(
  tx: Tx,
  accountId: string,
  subscriptions: readonly Subscription[],
): Promise<boolean> {
  let ended = false;
  for (const { status, plan, periodStart: at } of subscriptions) {
    if (!isCharging(status) || plan === null || at === null) continue;
    // Stripe's dates are whole seconds: a trial may seem to begin after its own purchase.
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
