import type { AuditChange } from "@/lib/audit/types";
import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";

/**
 * What a sync found new. The facts of money (all but the `..._changed` and `parked`) come exactly once for their object,
 * however often, late or out of order Stripe's events arrive: each follows from a date that Stripe never takes back.
 */
export type BillingTransition =
  | { kind: "invoice_finalized" | "invoice_voided" | "invoice_uncollectible"; at: Date; invoice: Invoice }
  /** Paid in full, by whatever means. `late` when a payment of it had failed before. */
  | { kind: "invoice_paid"; at: Date; invoice: Invoice; late: boolean }
  /** The first failed attempt, or the due date that passed. */
  | { kind: "payment_failed"; at: Date; invoice: Invoice }
  | { kind: "refund_created" | "refund_failed"; at: Date; refund: Refund }
  | { kind: "dispute_opened" | "dispute_closed"; at: Date; dispute: Dispute }
  | { kind: "subscription_started" | "subscription_ended"; at: Date; subscription: Subscription }
  | { kind: "customer_unlinked"; at: Date }
  /** An unpaid invoice began to wait for the customer's confirmation; not a fact of money, it comes and goes. */
  | { kind: "action_required"; at: Date; invoice: Invoice }
  /** `before` is null when the subscription was never seen. Each `changes` path begins where the last one ended. */
  | {
      kind: "subscription_changed";
      at: Date;
      before: Subscription | null;
      after: Subscription;
      changes: AuditChange[];
    }
  | { kind: "customer_changed"; at: Date; changes: AuditChange[] }
  /** What could not be understood, as sentences; empty when all is. */
  | { kind: "parked"; at: Date; before: string; after: string };
