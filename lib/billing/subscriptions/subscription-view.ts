import type { Subscription } from "@/generated/prisma/client";
import { storedSubscription } from "@/lib/billing/subscriptions/stored-columns";
import type { SubscriptionView } from "@/lib/billing/subscriptions/types";
import { ADD_ONS } from "@/lib/entitlements/plans";
import { hasBegun, isRunning, understoodStatus } from "@/lib/entitlements/subscription-status";

/** The subscription that a page speaks of: the newest that runs, else the newest that ever began. */
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

/** Without a plan that the catalogue knows there is nothing to say; the problem "parked" says why. */
export function toSubscriptionView(row: Subscription): SubscriptionView | null {
  const { plan } = row;
  if (plan === null) return null;
  const { addOns, scheduled, pendingUpdate } = storedSubscription.parse(row);
  const extra = addOns.reduce((sum, { key, quantity }) => {
    const price = Object.values(ADD_ONS).find((addOn) => addOn.key === key)?.price;
    return price?.interval === row.interval ? sum + price.amountCents * quantity : sum;
  }, 0);
  const own = row.unitAmount === null ? null : row.unitAmount * (row.seats ?? 1);
  return {
    id: row.id,
    plan,
    status: understoodStatus(row),
    interval: row.interval,
    seats: row.seats,
    unitAmount: row.unitAmount,
    recurringAmount: own === null ? null : own + extra,
    currency: row.currency,
    periodStart: iso(row.periodStart),
    periodEnd: iso(row.periodEnd),
    trialEnd: iso(row.trialEnd),
    cancelAt: iso(row.cancelAt),
    endedAt: iso(row.endedAt),
    scheduled,
    pendingUpdate,
    collection: row.collection,
  };
}

/** As entitlements count it: a cancellation ends it at its instant, however late the provider says so. */
export function seenAt<V extends Pick<SubscriptionView, "cancelAt" | "endedAt">>(view: V, at: Date): V {
  const over = view.endedAt === null && view.cancelAt !== null && Date.parse(view.cancelAt) <= at.getTime();
  return over ? { ...view, endedAt: view.cancelAt } : view;
}
