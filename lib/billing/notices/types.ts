import type { z } from "zod";
import type { Dispute, Invoice, InvoiceLine, Refund } from "@/lib/billing/invoices/types";
import type { shownColumn } from "@/lib/billing/notices/kept-notice";
import type { Notice } from "@/lib/billing/notices/schema";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { Rescheduled } from "@/lib/billing/subscriptions/types";
import type { CommercialState, Facts, PlanKey } from "@/lib/entitlements/types";

/** A change of state that time alone caused: no event of the provider tells it. */
export type Crossing = { from: CommercialState; to: CommercialState; since: Date };

/**
 * A notice that is due; its key is sent once for ever. Only the latest of a group is sent, so that a system that was
 * down, or whose clock jumped, does not send a whole calendar; the others are stored as superseded.
 */
export type DueNotice = { key: string; group: string; at: Date; notice: Notice; entered: Crossing | null };

export type NoticeSubscription = Pick<
  Subscription,
  "id" | "status" | "planVersion" | "interval" | "seats" | "unitAmount" | "currency" | "startedAt" | "periodEnd"
> &
  Pick<Subscription, "addOns" | "trialEnd" | "cancelAt" | "canceledAt" | "endedAt" | "firstFailedAt"> & {
    plan: PlanKey;
    /** The price of one period without tax, add-ons included. */
    recurringAmount: number | null;
    /** Its invoices are sent for payment instead of charged to a card. */
    sent: boolean;
    /** It only invoices a contract: no access depends on it. */
    forContract: boolean;
    scheduled: (Omit<Rescheduled, "at"> & { at: Date }) | null;
  };

export type NoticeInvoice = Pick<
  Invoice,
  "id" | "subscriptionId" | "number" | "status" | "currency" | "subtotal" | "tax" | "total" | "amountPaid"
> &
  Pick<Invoice, "amountRemaining" | "finalizedAt" | "dueAt" | "paidAt" | "firstFailedAt" | "nextAttemptAt"> &
  Pick<Invoice, "actionRequired" | "hostedUrl"> & {
    hasPdf: boolean;
    lines: readonly Pick<InvoiceLine, "description" | "amount">[];
  };

/** The facts behind notices: the synced rows and the account's own, at one instant. */
export type NoticeFacts = {
  entitlements: Facts;
  /** Since when we know the customer: earlier events are not told here. */
  linkedAt: Date | null;
  card: Customer["card"];
  subscriptions: readonly NoticeSubscription[];
  invoices: readonly NoticeInvoice[];
  refunds: readonly Omit<Refund, "reason">[];
  disputes: readonly Omit<Dispute, "reason">[];
  seats: { purchased: number; used: number };
};

/** A notice on the Billing page; `at` is ISO 8601. */
export type NoticeView = z.output<typeof shownColumn> & { kind: string; at: string };
