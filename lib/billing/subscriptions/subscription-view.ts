import { recurringAmountOf } from "@/lib/billing/subscriptions/recurring-amount";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { SubscriptionView } from "@/lib/billing/subscriptions/types";
import { hasBegun, isRunning, understoodStatus } from "@/lib/entitlements/subscription-status";

/** The subscription to show: the newest running one, else the newest that ever began. */
export function currentOf<S extends Pick<Subscription, "status" | "lastKnownStatus" | "startedAt">>(
  rows: readonly S[],
): S | null {
  const begun = rows
    .filter((row) => hasBegun(understoodStatus(row)))
    .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
  return begun.find((row) => isRunning(understoodStatus(row))) ?? begun[0] ?? null;
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/** Null without a plan from the catalogue; the problem "parked" then explains why. */
export function toSubscriptionView(row: Subscription): SubscriptionView | null {
  const { plan } = row;
  if (plan === null) return null;
  const { scheduled } = row;
  return {
    id: row.id,
    plan,
    status: understoodStatus(row),
    interval: row.interval,
    seats: row.seats,
    unitAmount: row.unitAmount,
    recurringAmount: recurringAmountOf(row),
    currency: row.currency,
    periodStart: iso(row.periodStart),
    periodEnd: iso(row.periodEnd),
    trialEnd: iso(row.trialEnd),
    cancelAt: iso(row.cancelAt),
    endedAt: iso(row.endedAt),
    scheduled: scheduled && { at: scheduled.at, seats: scheduled.seats, interval: scheduled.interval },
    pendingUpdate: row.pendingUpdate,
    collection: row.collection,
  };
}

/** A cancellation ends it at its instant, as for entitlements, however late the provider reports it. */
export function seenAt<V extends Pick<SubscriptionView, "cancelAt" | "endedAt">>(view: V, at: Date): V {
  const over = view.endedAt === null && view.cancelAt !== null && Date.parse(view.cancelAt) <= at.getTime();
  return over ? { ...view, endedAt: view.cancelAt } : view;
}
