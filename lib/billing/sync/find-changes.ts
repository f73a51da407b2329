import type { AuditChange } from "@/lib/audit/types";
import { disputeEnd, refundStands } from "@/lib/billing/invoices/rules";
import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { CustomerCopy } from "@/lib/billing/sync/customer-copy";
import type { BillingTransition } from "@/lib/billing/sync/transitions";
import { hasBegun, understoodStatus } from "@/lib/entitlements/subscription-status";

/**
 * Lists the transitions between two copies, by instant. The first row that shows a fact of money tells it, so no
 * sequence of syncs tells it twice, and one sync tells everything that several would have.
 */
export function transitionsBetween(before: CustomerCopy, next: CustomerCopy, now: Date): BillingTransition[] {
  const facts = [
    ...pairs(before.invoices, next.invoices).flatMap(([was, is]) => ofInvoice(was, is, now)),
    ...pairs(before.refunds, next.refunds).flatMap(([was, is]) => ofRefund(was, is, now)),
    ...pairs(before.disputes, next.disputes).flatMap(([was, is]) => ofDispute(was, is, now)),
    ...pairs(before.subscriptions, next.subscriptions).flatMap(([was, is]) => ofSubscription(was, is, now)),
    ...ofCustomer(before.customer, next.customer, now),
  ];
  return facts.sort((one, other) => one.at.getTime() - other.at.getTime());
}

function pairs<Row extends { id: string }>(before: readonly Row[], next: readonly Row[]): [Row | undefined, Row][] {
  const was = new Map(before.map((row) => [row.id, row]));
  return next.map((row) => [was.get(row.id), row]);
}

function ofInvoice(was: Invoice | undefined, invoice: Invoice, now: Date): BillingTransition[] {
  const { finalizedAt, firstFailedAt, voidedAt, uncollectibleAt, paidAt, status } = invoice;
  const found: BillingTransition[] = [];
  if (finalizedAt && !was?.finalizedAt) found.push({ kind: "invoice_finalized", at: finalizedAt, invoice });
  if (firstFailedAt && !was?.firstFailedAt) found.push({ kind: "payment_failed", at: firstFailedAt, invoice });
  if (invoice.actionRequired && !was?.actionRequired) found.push({ kind: "action_required", at: now, invoice });
  if (uncollectibleAt && !was?.uncollectibleAt)
    found.push({ kind: "invoice_uncollectible", at: uncollectibleAt, invoice });
  if (voidedAt && !was?.voidedAt) found.push({ kind: "invoice_voided", at: voidedAt, invoice });
  if (status === "paid" && was?.status !== "paid") {
    const late = firstFailedAt !== null || Boolean(was?.firstFailedAt);
    found.push({ kind: "invoice_paid", at: paidAt ?? now, invoice, late });
  }
  return found;
}

function ofRefund(was: Refund | undefined, refund: Refund, now: Date): BillingTransition[] {
  const found: BillingTransition[] = was ? [] : [{ kind: "refund_created", at: refund.createdAt, refund }];
  const failed = !refundStands(refund) && (was === undefined || refundStands(was));
  return failed ? [...found, { kind: "refund_failed", at: now, refund }] : found;
}

function ofDispute(was: Dispute | undefined, dispute: Dispute, now: Date): BillingTransition[] {
  const found: BillingTransition[] = was ? [] : [{ kind: "dispute_opened", at: dispute.createdAt, dispute }];
  const closed = disputeEnd(dispute) !== null && (was === undefined || disputeEnd(was) === null);
  return closed ? [...found, { kind: "dispute_closed", at: now, dispute }] : found;
}

function ofSubscription(was: Subscription | undefined, subscription: Subscription, now: Date): BillingTransition[] {
  const found: BillingTransition[] = [];
  const began = (row: Subscription | undefined) => row !== undefined && hasBegun(understoodStatus(row));
  const ended = (row: Subscription | undefined) => began(row) && row !== undefined && row.endedAt !== null;
  const { startedAt, endedAt } = subscription;
  if (began(subscription) && !began(was)) found.push({ kind: "subscription_started", at: startedAt, subscription });
  if (ended(subscription) && !ended(was)) {
    found.push({ kind: "subscription_ended", at: endedAt ?? now, subscription });
  }
  const changes = compared(was ? spoken(was) : {}, spoken(subscription));
  if (changes.length === 0) return found;
  return [...found, { kind: "subscription_changed", at: now, before: was ?? null, after: subscription, changes }];
}

function ofCustomer(was: Customer, is: Customer, now: Date): BillingTransition[] {
  const found: BillingTransition[] = [];
  if (is.unlinkedAt && !was.unlinkedAt) found.push({ kind: "customer_unlinked", at: is.unlinkedAt });
  const changes = compared(details(was), details(is));
  if (changes.length > 0) found.push({ kind: "customer_changed", at: now, changes });
  if (is.parked !== was.parked) found.push({ kind: "parked", at: now, before: was.parked, after: is.parked });
  return found;
}

type Spoken = Record<string, string | number | null>;

/** The audit log's paths of a subscription: each begins where its last entry ended. */
function spoken(row: Subscription): Spoken {
  const { status, plan, planVersion, interval, seats, unitAmount, currency, collection, termId } = row;
  const { periodEnd, trialEnd, cancelAt, endedAt, firstFailedAt, addOns, scheduled, pendingUpdate } = row;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    status,
    plan,
    planVersion,
    interval,
    seats,
    unitAmount,
    currency,
    collection,
    term: termId,
    addOns: addOns.map(({ key, quantity }) => `${key} x ${quantity}`).join(", ") || null,
    periodEnd: iso(periodEnd),
    trialEnd: iso(trialEnd),
    cancelAt: iso(cancelAt),
    endedAt: iso(endedAt),
    firstFailedAt: iso(firstFailedAt),
    scheduled: scheduled
      ? [scheduled.at, scheduled.plan, scheduled.interval, scheduled.seats].filter(Boolean).join(" ")
      : null,
    pendingUpdate: pendingUpdate ? [pendingUpdate.expiresAt, pendingUpdate.seats].filter(Boolean).join(" ") : null,
  };
}

/** The customer's details in the log, without address and tax numbers. */
function details({ name, email, card, balance, purchaseOrder, address, taxIds }: Customer): Spoken {
  return {
    name: name || null,
    email: email || null,
    card: card ? `${card.brand} ending in ${card.last4}, ${card.expMonth}/${card.expYear}` : null,
    balance: balance || null,
    purchaseOrder: purchaseOrder || null,
    country: address?.country || null,
    taxIds: taxIds.map(({ type }) => type).join(", ") || null,
  };
}

function compared(was: Spoken, is: Spoken): AuditChange[] {
  return Object.entries(is).flatMap(([path, after]) => {
    const before = was[path] ?? null;
    return before === after ? [] : [{ path, before, after }];
  });
}
