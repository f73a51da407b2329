import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import type { AuditEntry, AuditTarget } from "@/lib/audit/types";
import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { BillingTransition } from "@/lib/billing/sync/transitions";
import type { Tx } from "@/lib/db";

/** Appends the changes of a sync to the account's audit chain (INV-B3). Call it last in the sync's transaction. */
export async function recordChanges(
  tx: Tx,
  ctx: AccountContext,
  customerId: string,
  changes: readonly BillingTransition[],
): Promise<void> {
  for (const change of changes) {
    const entry = entryOf(change, { type: "customer", id: customerId, name: customerId });
    if (entry) await record(tx, ctx, entry);
  }
}

/** A fact contains only values that never change again, so it reads the same however late it is found. */
function entryOf(change: BillingTransition, customer: AuditTarget): AuditEntry | null {
  switch (change.kind) {
    case "invoice_finalized":
      return { action: "billing.invoice_finalized", ...invoiceFact(change.invoice, change.invoice.total, change.at) };
    case "invoice_paid":
      return { action: "billing.invoice_paid", ...invoiceFact(change.invoice, change.invoice.amountPaid, change.at) };
    case "invoice_voided":
      return { action: "billing.invoice_voided", ...invoiceFact(change.invoice, change.invoice.total, change.at) };
    case "invoice_uncollectible":
      return {
        action: "billing.invoice_uncollectible",
        ...invoiceFact(change.invoice, change.invoice.total, change.at),
      };
    case "payment_failed":
      return { action: "billing.payment_failed", ...invoiceFact(change.invoice, change.invoice.total, change.at) };
    case "refund_created":
      return { action: "billing.refund_created", ...reversalFact("refund", change.refund, change.refund.createdAt) };
    case "refund_failed":
      return { action: "billing.refund_failed", ...reversalFact("refund", change.refund, null) };
    case "dispute_opened":
      return { action: "billing.dispute_opened", ...disputeFact(change.dispute) };
    case "dispute_closed":
      return {
        action: "billing.dispute_closed",
        ...reversalFact("dispute", change.dispute, null, { outcome: change.dispute.status }),
      };
    case "subscription_started":
      return { action: "billing.subscription_started", ...subscriptionFact(change.subscription, change.at) };
    case "subscription_ended":
      return { action: "billing.subscription_ended", ...subscriptionFact(change.subscription, change.at) };
    case "subscription_changed": {
      const { id } = change.after;
      const targets = [{ type: "subscription", id, name: id }] as const;
      return { action: "billing.subscription_changed", targets, changes: change.changes };
    }
    case "customer_changed":
      return { action: "billing.customer_changed", targets: [customer], changes: change.changes };
    case "customer_unlinked":
      return { action: "billing.customer_unlinked", targets: [customer] };
    case "parked": {
      const { before, after } = change;
      return { action: "billing.sync_parked", targets: [customer], changes: [{ path: "problem", before, after }] };
    }
    case "action_required":
      return null;
  }
}

type Fact = Pick<AuditEntry, "targets" | "metadata">;

function invoiceFact({ id, number, currency }: Invoice, amount: number, at: Date): Fact {
  const targets = [{ type: "invoice", id, name: number || id }] as const;
  return { targets, metadata: { amount, currency, at: at.toISOString() } };
}

function reversalFact(
  type: "refund" | "dispute",
  { id, amount, currency, reason }: Refund | Dispute,
  at: Date | null,
  more: Record<string, string> = {},
): Fact {
  const dated = at ? { at: at.toISOString() } : {};
  return { targets: [{ type, id, name: id }], metadata: { amount, currency, reason, ...dated, ...more } };
}

function disputeFact(dispute: Dispute): Fact {
  const { reviewDueAt, endDueAt, createdAt } = dispute;
  const due = { reviewDueAt: reviewDueAt.toISOString(), endDueAt: endDueAt.toISOString() };
  return reversalFact("dispute", dispute, createdAt, due);
}

function subscriptionFact({ id, currency }: Subscription, at: Date): Fact {
  return { targets: [{ type: "subscription", id, name: id }], metadata: { currency, at: at.toISOString() } };
}
