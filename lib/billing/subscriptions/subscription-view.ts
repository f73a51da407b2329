import type { Subscription } from "@/lib/billing/subscriptions/subscription";
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

/** What one period costs without tax, add-ons included, in minor units; null while the price is not known. */
export function recurringAmountOf({
  unitAmount,
  seats,
  interval,
  addOns,
}: Pick<Subscription, "unitAmount" | "seats" | "interval" | "addOns">): number | null {
  if (unitAmount === null) return null;
  return addOns.reduce(
    (sum, { key, quantity }) => {
      const { price } = ADD_ONS[key];
      return price.interval === interval ? sum + price.amountCents * quantity : sum;
    },
    unitAmount * (seats ?? 1),
  );
}

/** Without a plan that the catalogue knows there is nothing to say; the problem "parked" says why. */
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

/** As entitlements count it: a cancellation ends it at its instant, however late the provider says so. */
export function seenAt<V extends Pick<SubscriptionView, "cancelAt" | "endedAt">>(view: V, at: Date): V {
  const over = view.endedAt === null && view.cancelAt !== null && Date.parse(view.cancelAt) <= at.getTime();
  return over ? { ...view, endedAt: view.cancelAt } : view;
}
