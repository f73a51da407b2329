import "server-only";
import type { Subscription as Row } from "@/generated/prisma/client";
import type { AccountRef } from "@/lib/access/types";
import { type Subscription, toSubscription } from "@/lib/billing/subscriptions/subscription";
import { currentOf } from "@/lib/billing/subscriptions/subscription-view";
import type { Rescheduled } from "@/lib/billing/subscriptions/types";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { isKnownStatus, isRunning, understoodStatus } from "@/lib/entitlements/subscription-status";

/**
 * A running subscription, with a plan and a price that the catalogue knows. `seats` is null for a plan without them.
 */
export type RunningSubscription = Pick<
  Subscription,
  "id" | "status" | "planVersion" | "seats" | "currency" | "periodStart" | "periodEnd" | "trialEnd" | "cancelAt"
> &
  Pick<Subscription, "scheduleId" | "pendingUpdate" | "addOns"> & {
    [K in "plan" | "interval" | "unitAmount" | "itemId"]: NonNullable<Subscription[K]>;
  } & { scheduled: Rescheduled | null };

/** The facts behind every change of a subscription: the synced rows, the terms and the seats. */
export type BillingStanding = {
  account: AccountRef;
  customer: { id: string; unlinked: boolean } | null;
  subscription: RunningSubscription | null;
  /** A running subscription that customers cannot change: it has an unknown price, or invoices a contract. */
  other: "parked" | "contract" | null;
  trial: { termId: string; endsAt: Date } | null;
  contract: { termId: string; endsAt: Date | null } | null;
  /** An agreed contract that has not begun. */
  nextContract: { termId: string; startsAt: Date } | null;
  /** Used and reserved. */
  seatsTaken: number;
};

/** Reads in sequence, because a transaction has one connection. Takes no lock. */
export async function loadStanding(tx: Tx, account: AccountRef): Promise<BillingStanding> {
  const accountId = account.id;
  const at = now();
  const customer = await tx.billingCustomer.findUnique({ where: { accountId } });
  const rows = await tx.subscription.findMany({ where: { accountId, endedAt: null }, orderBy: { startedAt: "asc" } });
  const ahead = { accountId, OR: [{ endsAt: null }, { endsAt: { gt: at } }] };
  const all = await tx.term.findMany({ where: ahead, orderBy: { startsAt: "asc" } });
  const terms = all.filter(({ startsAt }) => startsAt <= at);
  const usage = await usageOf(tx, accountId, "seats", periodOf("seats", at));
  const row = currentOf(rows.filter((one) => isRunning(understoodStatus(one))));
  const subscription = row && toRunning(row);
  // A subscription with an unknown status may charge something: nothing else is sold beside it.
  const strange = rows.some(({ status, lastKnownStatus }) => lastKnownStatus === null && !isKnownStatus(status));
  const trial = terms.find(({ kind }) => kind === "trial");
  const contract = terms.find(({ kind }) => kind === "contract");
  // A contract that ended before it began covers no time.
  const next = all.find(
    ({ kind, startsAt, endsAt }) => kind === "contract" && startsAt > at && endsAt?.getTime() !== startsAt.getTime(),
  );

  return {
    account,
    customer: customer && { id: customer.stripeCustomerId, unlinked: customer.unlinkedAt !== null },
    subscription,
    other: subscription !== null ? null : row?.termId ? "contract" : row || strange ? "parked" : null,
    trial: trial?.endsAt ? { termId: trial.id, endsAt: trial.endsAt } : null,
    contract: contract ? { termId: contract.id, endsAt: contract.endsAt } : null,
    nextContract: next ? { termId: next.id, startsAt: next.startsAt } : null,
    seatsTaken: usage.used + usage.reserved,
  };
}

function toRunning(row: Row): RunningSubscription | null {
  const { plan, interval, unitAmount, itemId, termId } = row;
  if (plan === null || termId !== null || interval === null || unitAmount === null || itemId === null) return null;
  const { id, planVersion, seats, currency, periodStart, periodEnd, trialEnd, cancelAt, scheduleId } = row;
  const { scheduled, pendingUpdate, addOns } = toSubscription(row);
  const own = { id, status: understoodStatus(row), plan, planVersion, interval, seats, unitAmount, currency, itemId };
  const course = { periodStart, periodEnd, trialEnd, cancelAt, scheduleId, scheduled, pendingUpdate };
  return { ...own, ...course, addOns };
}
