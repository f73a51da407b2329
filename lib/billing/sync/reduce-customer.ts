import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import type { CustomerState, InvoiceState } from "@/lib/billing/stripe/types";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import { afterBusinessDays } from "@/lib/billing/sync/business-days";
import type { CustomerCopy } from "@/lib/billing/sync/customer-copy";
import { transitionsBetween } from "@/lib/billing/sync/find-changes";
import { reduceSubscription, type TermOfContract } from "@/lib/billing/sync/reduce-subscription";
import type { BillingTransition } from "@/lib/billing/sync/transitions";
import { featureOf } from "@/lib/entitlements/sold-prices";
import { isServing, understoodStatus } from "@/lib/entitlements/subscription-status";
import type { AccountKind } from "@/lib/entitlements/types";
import { DAY_MS } from "@/lib/time";

/** INV-X2: somebody looks within 3 business days, and it is decided or escalated within 14 days. */
const DISPUTE_REVIEW_BUSINESS_DAYS = 3;
const DISPUTE_END_DAYS = 14;

/** The largest amount that a row holds; a larger one is refused, not cut. */
const MOST_MINOR_UNITS = 2 ** 31 - 1;

export type ReductionContext = { now: Date; accountKind: AccountKind; terms: readonly TermOfContract[] };

export type Reduction = { next: CustomerCopy; changes: BillingTransition[] };

type Known = Extract<CustomerState, { deleted: false }>;

/**
 * Computes the copy when Stripe reports `state`. Pure, so that every order, repetition and gap of events ends in the
 * same rows. Keeps what Stripe no longer lists, except deleted drafts.
 */
export function reduceCustomer(before: CustomerCopy, state: CustomerState, context: ReductionContext): Reduction {
  const next = state.deleted ? unlinked(before, context.now) : known(before, state, context);
  return { next, changes: transitionsBetween(before, next, context.now) };
}

/** The customer was deleted at Stripe, and its subscriptions with it; its payments stay (B7). */
function unlinked(before: CustomerCopy, now: Date): CustomerCopy {
  const over = (row: Subscription): Subscription => {
    if (row.endedAt) return row;
    const status = row.status === "incomplete" ? "incomplete_expired" : "canceled";
    return { ...row, status, canceledAt: row.canceledAt ?? now, endedAt: now, firstFailedAt: null };
  };
  return {
    ...before,
    customer: { ...before.customer, card: null, unlinkedAt: before.customer.unlinkedAt ?? now },
    subscriptions: before.subscriptions.map(over),
  };
}

function known(before: CustomerCopy, state: Known, context: ReductionContext): CustomerCopy {
  const problems: string[] = [];
  const invoices = keepAll(before.invoices, state.invoices, (was, is) => {
    const { row, problem } = invoiceOf(was, is);
    if (problem) problems.push(problem);
    return row;
  }).filter((row) => row.finalizedAt !== null || state.invoices.some(({ id }) => id === row.id));
  const subscriptions = keepAll(before.subscriptions, state.subscriptions, (was, is) => {
    const reduced = reduceSubscription(was, is, { ...context, invoices });
    problems.push(...reduced.problems);
    return reduced.row;
  });
  problems.push(...duplicates(subscriptions));
  const ids = new Set(subscriptions.map(({ id }) => id));
  const invoiceIds = new Set(invoices.map(({ id }) => id));

  return {
    customer: customerOf(state, problems),
    subscriptions,
    invoices: invoices.map((row) =>
      row.subscriptionId === null || ids.has(row.subscriptionId) ? row : { ...row, subscriptionId: null },
    ),
    refunds: keepAll(
      before.refunds,
      state.refunds.filter(fits),
      (_, { id, invoiceId, amount, currency, status, reason, createdAt }): Refund => ({
        id,
        invoiceId: invoiceId !== null && invoiceIds.has(invoiceId) ? invoiceId : null,
        amount,
        currency,
        status,
        reason,
        createdAt,
      }),
    ),
    disputes: keepAll(
      before.disputes,
      state.disputes.filter(fits),
      (_, { id, amount, currency, status, reason, createdAt }): Dispute => ({
        id,
        amount,
        currency,
        status,
        reason,
        createdAt,
        reviewDueAt: afterBusinessDays(createdAt, DISPUTE_REVIEW_BUSINESS_DAYS),
        endDueAt: new Date(createdAt.getTime() + DISPUTE_END_DAYS * DAY_MS),
      }),
    ),
  };
}

function customerOf(state: Known, problems: readonly string[]): Customer {
  const { name, email, address, taxIds, purchaseOrder, card, balance } = state;
  const sorted = [...taxIds].sort((one, other) =>
    `${one.type} ${one.value}` < `${other.type} ${other.value}` ? -1 : 1,
  );
  const sentences = [...new Set(problems)].sort().map((problem) => `${problem}.`);
  return {
    unlinkedAt: null,
    name,
    email,
    address,
    taxIds: sorted,
    purchaseOrder,
    card,
    balance,
    parked: sentences.join(" "),
  };
}

/** Rows by id: Stripe's version of those it lists, the others unchanged. Null refuses a row and keeps the old one. */
function keepAll<Row extends { id: string }, State extends { id: string }>(
  before: readonly Row[],
  states: readonly State[],
  reduce: (was: Row | undefined, is: State) => Row | null,
): Row[] {
  const rows = new Map(before.map((row) => [row.id, row]));
  for (const state of states) {
    const row = reduce(rows.get(state.id), state);
    if (row) rows.set(state.id, row);
  }
  return [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function fits({ amount }: { amount: number }): boolean {
  return Number.isInteger(amount) && Math.abs(amount) <= MOST_MINOR_UNITS;
}

function amountsOf(invoice: InvoiceState): number[] {
  const { subtotal, tax, total, amountDue, amountPaid, amountRemaining, lines } = invoice;
  return [subtotal, tax, total, amountDue, amountPaid, amountRemaining, ...lines.map(({ amount }) => amount)];
}

function invoiceOf(was: Invoice | undefined, is: InvoiceState): { row: Invoice | null; problem: string | null } {
  if (!amountsOf(is).every((amount) => fits({ amount }))) {
    return { row: null, problem: `The amounts of the invoice ${is.number || is.id} are too large` };
  }
  const { id, subscriptionId, status, reason, amountDue, amountPaid, amountRemaining, dueAt, paidAt, voidedAt } = is;
  const { uncollectibleAt, attempts, nextAttemptAt, firstFailedAt, actionRequired, hostedUrl, pdfUrl } = is;
  const payment = { status, amountDue, amountPaid, amountRemaining, dueAt, paidAt, voidedAt, uncollectibleAt };
  const course = { attempts, nextAttemptAt, firstFailedAt, actionRequired, hostedUrl, pdfUrl };
  const { number, currency, subtotal, tax, total, createdAt, finalizedAt } = is;
  const frozen = { number, currency, subtotal, tax, total, createdAt, finalizedAt };
  if (was?.finalizedAt) {
    const differs =
      finalizedAt?.getTime() !== was.finalizedAt.getTime() || total !== was.total || currency !== was.currency;
    const problem = differs ? `The final invoice ${was.number || id} reads differently now` : null;
    return { row: { ...was, ...payment, ...course }, problem };
  }

  const { periodStart, periodEnd, purchaseOrder } = is;
  const lines = is.lines.map((line, position) => ({
    id: line.id,
    position,
    description: line.description,
    feature: featureOf(line.lookupKey),
    quantity: line.quantity,
    amount: line.amount,
    proration: line.proration,
    periodStart: line.periodStart,
    periodEnd: line.periodEnd,
  }));
  const row = {
    id,
    subscriptionId,
    reason,
    periodStart,
    periodEnd,
    purchaseOrder,
    ...frozen,
    ...payment,
    ...course,
    lines,
  };

  return { row, problem: null };
}

/**
 * Two purchases from two tabs: the better one counts (the rule of the commercial state), and somebody must refund the
 * other.
 */
function duplicates(rows: readonly Subscription[]): string[] {
  const paid = rows.filter((row) => isServing(understoodStatus(row)) && !row.endedAt && row.plan);
  const live = paid.filter(({ termId }) => termId === null);
  if (live.length > 0 && live.length < paid.length) {
    return [`A subscription is paid for beside that of a contract (${live.map(({ id }) => id).join(", ")})`];
  }
  if (live.length < 2) return [];
  return [`More than one subscription is paid for (${live.map(({ id }) => id).join(", ")}); the better one counts`];
}
