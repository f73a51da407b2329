import "server-only";
import type { BillingCustomer } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { CONCERNING, OWED } from "@/lib/billing/invoices/rules";
import { retainedUntil } from "@/lib/billing/notices/retention";
import { paymentProblems } from "@/lib/billing/page/problems";
import type { BillingDetails, BillingStatus, PaymentProblem, SoldSeats } from "@/lib/billing/page/types";
import { leastSeats } from "@/lib/billing/quotes/rules";
import { billingProvider } from "@/lib/billing/stripe/provider";
import { toCustomer } from "@/lib/billing/subscriptions/customer";
import { listSubscriptions } from "@/lib/billing/subscriptions/queries";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import { currentOf, seenAt, toSubscriptionView } from "@/lib/billing/subscriptions/subscription-view";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import type { Snapshot } from "@/lib/entitlements/types";

/** More invoices are rarely owed at once; the table has all. */
const OWED_SHOWN = 10;

/** Reads the Billing page and `GET /api/v1/billing/status` from the synced rows and the counters. Errors: FORBIDDEN. */
export async function billingStatus(ctx: AccountContext): Promise<BillingStatus> {
  authorize(ctx, "billing:read");
  const accountId = ctx.account.id;
  const at = now();
  const [snapshot, customer, subscriptions, terms, usage, provider] = await Promise.all([
    loadSnapshot(accountId),
    db().billingCustomer.findUnique({ where: { accountId } }),
    listSubscriptions(db(), accountId),
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
    leastSeats: subscription && leastSeatsOf(subscription),
    overSeats: snapshot.overSeats,
    card: customer && toCustomer(customer).card,
    details: customer && detailsOf(customer),
    problems: customer ? await problemsOf(customer, subscription, at) : [],
    managesBilling: ctx.permissions.has("billing:write"),
  };
}

function endOf({ endedAt, cancelAt }: Subscription): Date | null {
  return endedAt ?? cancelAt;
}

function leastSeatsOf({ plan, planVersion }: Subscription): number | null {
  return plan === null ? null : leastSeats(planDefinition(plan, planVersion));
}

function seatsOf(snapshot: Snapshot, { used, reserved }: { used: number; reserved: number }): SoldSeats {
  return { purchased: snapshot.entitlements.seats.limit ?? 0, used, reserved };
}

function detailsOf(customer: BillingCustomer): BillingDetails {
  const { name, email, address, taxIds, purchaseOrder } = toCustomer(customer);
  return { name, email, address, taxIds, purchaseOrder, contacts: customer.contacts };
}

async function problemsOf(
  customer: BillingCustomer,
  subscription: Subscription | null,
  at: Date,
): Promise<PaymentProblem[]> {
  const { accountId, unlinkedAt, parked } = customer;
  const [owed, disputes] = await Promise.all([
    db().invoice.findMany({
      where: { accountId, ...OWED },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: OWED_SHOWN,
    }),
    db().dispute.findMany({
      where: { accountId, ...CONCERNING },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: OWED_SHOWN,
    }),
  ]);
  const renewing = subscription !== null && subscription.endedAt === null && subscription.cancelAt === null;
  const renewsByCard = renewing && subscription.collection === "charge_automatically";
  const { card } = toCustomer(customer);

  return paymentProblems({ unlinked: unlinkedAt !== null, parked, card, renewsByCard, owed, disputes }, at);
}
