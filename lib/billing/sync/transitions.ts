import type { AuditChange } from "@/lib/audit/types";
import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";

/**
 * A change that a sync found. The facts of money (all but the `..._changed` and `parked`) come exactly once per object,
 * in whatever number, delay or order Stripe's events arrive: each follows from a date that Stripe never takes back.
 */
export type BillingTransition =
  | { kind: "invoice_finalized" | "invoice_voided" | "invoice_uncollectible"; at: Date; invoice: Invoice }
  /** Paid in full, by any means. `late` when an earlier attempt failed. */
  | { kind: "invoice_paid"; at: Date; invoice: Invoice; late: boolean }
  /** The first failed attempt, or the passed due date. */
  | { kind: "payment_failed"; at: Date; invoice: Invoice }
  | { kind: "refund_created" | "refund_failed"; at: Date; refund: Refund }
  | { kind: "dispute_opened" | "dispute_closed"; at: Date; dispute: Dispute }
  | { kind: "subscription_started" | "subscription_ended"; at: Date; subscription: Subscription }
  | { kind: "customer_unlinked"; at: Date }
  /** An unpaid invoice waits for the customer's confirmation; no fact of money, because it comes and goes. */
  | { kind: "action_required"; at: Date; invoice: Invoice }
  /** `before` is null for a new subscription. Each path of `changes` begins where the last one ended. */
  | {
      kind: "subscription_changed";
      at: Date;
      before: Subscription | null;
      after: Subscription;
      changes: AuditChange[];
    }
  | { kind: "customer_changed"; at: Date; changes: AuditChange[] }
  /** Sentences about what was not recognized; empty for none. */
  | { kind: "parked"; at: Date; before: string; after: string };
