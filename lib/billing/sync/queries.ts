import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { StripeEventState } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountContext, AccountRef } from "@/lib/access/types";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { toCustomer } from "@/lib/billing/subscriptions/customer";
import { toSubscription } from "@/lib/billing/subscriptions/subscription";
import type { CustomerCopy } from "@/lib/billing/sync/customer-copy";
import { reduceCustomer } from "@/lib/billing/sync/reduce-customer";
import type { TermOfContract } from "@/lib/billing/sync/reduce-subscription";
import { STRIPE, type StripeSource } from "@/lib/billing/sync/stripe-source";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { isAway } from "@/lib/outage";

/**
 * Reads the rows of an account's customer as plain values. Throws when a JSON column has another form than a sync
 * writes.
 */
export async function loadCopy(tx: Tx, accountId: string): Promise<CustomerCopy> {
  const byId = { where: { accountId }, orderBy: { id: "asc" } } as const;
  const own = { ...byId, omit: { accountId: true } } as const;
  const customer = await tx.billingCustomer.findUniqueOrThrow({ where: { accountId } });
  const subscriptions = await tx.subscription.findMany(byId);
  const invoices = await tx.invoice.findMany({
    ...own,
    include: { lines: { orderBy: { position: "asc" }, omit: { invoiceId: true } } },
  });
  const refunds = await tx.refund.findMany(own);
  const disputes = await tx.dispute.findMany(own);

  return {
    customer: toCustomer(customer),
    subscriptions: subscriptions.map(toSubscription),
    invoices,
    refunds,
    disputes,
  };
}

/** The contracts that a subscription may invoice. */
export async function contractsOf(tx: Tx, accountId: string): Promise<TermOfContract[]> {
  return tx.term.findMany({
    where: { accountId, kind: "contract" },
    select: { id: true, plan: true, planVersion: true, seats: true },
  });
}

/** Whether our copy equals Stripe's state now. `changes` is what a sync would record. */
export type Drift =
  | { state: "disabled" | "no_customer" | "unreachable" }
  | { state: "none" | "drift"; syncedAt: string | null; parked: string; changes: string[] };

/** Compares our copy with Stripe; changes nothing. Errors: FORBIDDEN. */
export async function findDrift(ctx: AccountContext, source: StripeSource = STRIPE): Promise<Drift> {
  authorize(ctx, "billing:read");
  const accountId = ctx.account.id;
  const customer = await db().billingCustomer.findUnique({ where: { accountId } });
  if (!customer) return { state: "no_customer" };
  if (source === STRIPE && !billingEnabled()) return { state: "disabled" };
  try {
    const state = await source.fetchCustomerState(customer.stripeCustomerId);
    const copy = await loadCopy(db(), accountId);
    const context = { now: now(), accountKind: ctx.account.kind, terms: await contractsOf(db(), accountId) };
    const { next, changes } = reduceCustomer(copy, state, context);
    const same = isDeepStrictEqual(copy, next);
    const syncedAt = customer.syncedAt?.toISOString() ?? null;
    const kinds = changes.map(({ kind }) => kind.replaceAll("_", " "));
    return { state: same ? "none" : "drift", syncedAt, parked: customer.parked, changes: [...new Set(kinds)] };
  } catch (error) {
    if (isAway(error)) return { state: "unreachable" };
    throw error;
  }
}

/** An event of the inbox without its payload. `handle` is null when it belongs to no account here. */
export type InboxRow = {
  id: string;
  type: string;
  state: StripeEventState;
  handle: string | null;
  attempts: number;
  createdAt: string;
  note: string;
};

const SHOWN = 100;

/** Lists the newest events of the inbox, of all states or one. For operators: across accounts. At most 100. */
export async function findEvents(state: StripeEventState | null): Promise<InboxRow[]> {
  const rows = await db().stripeEvent.findMany({
    where: state === null ? {} : { state },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN,
    omit: { payload: true },
  });
  const accounts = await accountsOf(rows.map(({ stripeCustomerId }) => stripeCustomerId));
  return rows.map(({ id, type, state: now, attempts, createdAt, note, stripeCustomerId }) => {
    const handle = accounts.get(stripeCustomerId)?.handle ?? null;
    return { id, type, state: now, handle, attempts, createdAt: createdAt.toISOString(), note };
  });
}

/** Lists the accounts of these events, or of every event that was given up; each once. */
export async function findEventAccounts(which: { ids: readonly string[] } | { dead: true }): Promise<AccountRef[]> {
  const rows = await db().stripeEvent.findMany({
    where: "ids" in which ? { id: { in: [...which.ids] } } : { state: "dead" },
    select: { stripeCustomerId: true },
    distinct: ["stripeCustomerId"],
  });
  return [...(await accountsOf(rows.map(({ stripeCustomerId }) => stripeCustomerId))).values()];
}

async function accountsOf(customers: readonly string[]): Promise<Map<string, AccountRef>> {
  const rows = await db().billingCustomer.findMany({
    where: { stripeCustomerId: { in: [...customers] } },
    select: { stripeCustomerId: true, account: { select: ACCOUNT_REF } },
  });
  return new Map(rows.map(({ stripeCustomerId, account }) => [stripeCustomerId, account]));
}
