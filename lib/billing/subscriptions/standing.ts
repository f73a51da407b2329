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

/** A subscription that runs, of a plan and a price that the catalogue knows. `seats` is null for a plan that sells none. */
export type RunningSubscription = Pick<
  Subscription,
  "id" | "status" | "planVersion" | "seats" | "currency" | "periodStart" | "periodEnd" | "trialEnd" | "cancelAt"
> &
  Pick<Subscription, "scheduleId" | "pendingUpdate" | "addOns"> & {
    [K in "plan" | "interval" | "unitAmount" | "itemId"]: NonNullable<Subscription[K]>;
  } & { scheduled: Rescheduled | null };

/** What every change of a subscription is judged by: what is synced, the terms and the seats as they are. */
export type BillingStanding = {
  account: AccountRef;
  customer: { id: string; unlinked: boolean } | null;
  subscription: RunningSubscription | null;
  /** Something runs at Stripe that no self-service change fits: an unknown price, or a contract's invoices. */
  other: "parked" | "contract" | null;
  trial: { termId: string; endsAt: Date } | null;
  contract: { termId: string; endsAt: Date | null } | null;
  /** One that is agreed on and has not begun. */
  nextContract: { termId: string; startsAt: Date } | null;
  /** Used and reserved. */
  seatsTaken: number;
};

/** Reads one after the other: a transaction has one connection. Takes no lock. */
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
  // Whatever a new word of Stripe's means, something may be charged there: nothing is sold beside it.
  const strange = rows.some(({ status, lastKnownStatus }) => lastKnownStatus === null && !isKnownStatus(status));
  const trial = terms.find(({ kind }) => kind === "trial");
  const contract = terms.find(({ kind }) => kind === "contract");
  // One that was ended before it began covers no time.
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
