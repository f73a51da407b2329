import "server-only";
import type { BillingCustomer, Subscription } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { SUPERSEDED } from "@/lib/billing/notices/notices";
import { retainedUntil } from "@/lib/billing/notices/retention";
import { paymentProblems } from "@/lib/billing/page/problems";
import { billingProvider } from "@/lib/billing/stripe/provider";
import { storedCustomer, storedNotice } from "@/lib/billing/subscriptions/stored-columns";
import { currentOf, seenAt, toSubscriptionView } from "@/lib/billing/subscriptions/subscription-view";
import type {
  BillingDetails,
  BillingStatus,
  NoticeView,
  PaymentProblem,
  SoldSeats,
} from "@/lib/billing/subscriptions/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import type { Snapshot } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";

/** An account rarely has more than two; the rest is history that the invoices tell. */
const SUBSCRIPTIONS_READ = 20;

/** More than these are not owed at once; the table of invoices has them all. */
const OWED_SHOWN = 10;

/** Words of the provider for a dispute that says nothing to the customer any more. */
const SETTLED_DISPUTES = ["won", "warning_closed", "prevented"];

/** What the Billing page and `GET /api/v1/billing/status` say, from the mirror and the counters. Errors: FORBIDDEN. */
export async function billingStatus(ctx: AccountContext): Promise<BillingStatus> {
  authorize(ctx, "billing:read");
  const accountId = ctx.account.id;
  const at = now();
  const [snapshot, customer, subscriptions, terms, usage, provider] = await Promise.all([
    loadSnapshot(accountId),
    db().billingCustomer.findUnique({ where: { accountId } }),
    db().subscription.findMany({ where: { accountId }, orderBy: { startedAt: "desc" }, take: SUBSCRIPTIONS_READ }),
    db().term.findMany({ where: { accountId }, select: { endsAt: true } }),
    usageOf(db(), accountId, "seats", periodOf("seats", at)),
    billingProvider(),
  ]);
  const subscription = currentOf(subscriptions);
  const view = subscription && toSubscriptionView(subscription);
  const plan = planDefinition(snapshot.plan, snapshot.planVersion);
  const endings = [...subscriptions.map(endOf), ...terms.map(({ endsAt }) => endsAt)];
  const kept = snapshot.commercialState === "ended" ? retainedUntil(endings, at) : null;
  const { handle, kind } = ctx.account;
  return {
    account: { handle, kind },
    provider,
    plan: snapshot.plan,
    planName: plan.name,
    state: snapshot.commercialState,
    until: snapshot.stateUntil,
    retainedUntil: kept !== null && kept > at ? kept.toISOString() : null,
    subscription: view && seenAt(view, at),
    seats: plan.seats === "sold" ? seatsOf(snapshot, usage) : null,
    overSeats: snapshot.overSeats,
    card: customer && storedCustomer.parse(customer).card,
    details: customer && detailsOf(customer),
    problems: customer ? await problemsOf(customer, subscription, at) : [],
    managesBilling: ctx.permissions.has("billing:write"),
  };
}

function endOf({ endedAt, cancelAt }: Subscription): Date | null {
  return endedAt ?? cancelAt;
}

function seatsOf(snapshot: Snapshot, { used, reserved }: { used: number; reserved: number }): SoldSeats {
  return { purchased: snapshot.entitlements.seats.limit ?? 0, used, reserved };
}

function detailsOf(customer: BillingCustomer): BillingDetails {
  const { name, email, purchaseOrder, contacts } = customer;
  const { address, taxIds } = storedCustomer.parse(customer);
  return { name, email, address, taxIds, purchaseOrder, contacts };
}

async function problemsOf(
  customer: BillingCustomer,
  subscription: Subscription | null,
  at: Date,
): Promise<PaymentProblem[]> {
  const { accountId, unlinkedAt, parked } = customer;
  const [owed, disputes] = await Promise.all([
    db().invoice.findMany({
      where: { accountId, status: { in: ["open", "uncollectible"] }, amountRemaining: { gt: 0 } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: OWED_SHOWN,
    }),
    db().dispute.findMany({
      where: { accountId, status: { notIn: SETTLED_DISPUTES } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: OWED_SHOWN,
    }),
  ]);
  const renewing = subscription !== null && subscription.endedAt === null && subscription.cancelAt === null;
  const renewsByCard = renewing && subscription.collection === "charge_automatically";
  const { card } = storedCustomer.parse(customer);
  return paymentProblems({ unlinked: unlinkedAt !== null, parked, card, renewsByCard, owed, disputes }, at);
}

/** What was sent about money, the newest first. Errors: FORBIDDEN. */
export async function listBillingNotices(ctx: AccountContext, limit: number): Promise<NoticeView[]> {
  authorize(ctx, "billing:read");
  const rows = await db().billingNotice.findMany({
    where: { accountId: ctx.account.id, kind: { not: SUPERSEDED } },
    orderBy: [{ at: "desc" }, { key: "asc" }],
    take: limit,
  });
  return rows.map(({ kind, shown, at }) => ({ kind, ...storedNotice.parse(shown), at: at.toISOString() }));
}

export type CheckoutRow = { id: string; state: "open" | "complete" | "expired"; url: string };

/** A checkout of the account, or its newest; null where there is none. Errors: FORBIDDEN, NOT_FOUND for another's. */
export async function findCheckout(ctx: AccountContext, id: string | null): Promise<CheckoutRow | null> {
  authorize(ctx, "billing:write");
  const row = await db().checkoutSession.findFirst({
    where: { accountId: ctx.account.id, ...(id === null ? {} : { id }) },
    select: { id: true, state: true, url: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!row && id !== null) throw new AppError("NOT_FOUND", { noun: "checkout" });
  return row;
}
