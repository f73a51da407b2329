import type { DisputeState, InvoiceState, LineState, RefundState } from "@/lib/billing/stripe/types";
import type { Iso } from "@/lib/billing/subscriptions/types";

/** What we hold is what Stripe says; of a line besides, where it stands and what it is filed under. */
export type InvoiceLine = Omit<LineState, "lookupKey"> & {
  position: number;
  /** `plan:team`, `add_on:storage_100gb`, `usage:…`, or `other`. */
  feature: string;
};

export type Invoice = Omit<InvoiceState, "lines"> & { lines: InvoiceLine[] };

export type Refund = RefundState;

/** The dates are ours: until when somebody looks at it, and until when it is decided. */
export type Dispute = DisputeState & { reviewDueAt: Date; endDueAt: Date };

export const INVOICE_STATUSES = ["draft", "open", "paid", "void", "uncollectible"] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** Instants are ISO 8601, money is integer minor units of `currency`. */
export type InvoiceView = Iso<
  Pick<Invoice, "id" | "number" | "status" | "currency" | "subtotal" | "tax" | "total" | "amountPaid"> &
    Pick<Invoice, "amountRemaining" | "createdAt" | "dueAt" | "paidAt" | "periodStart" | "periodEnd" | "nextAttemptAt">
> & {
  /** What it is for: its first line, and how many more there are. */
  about: string;
  /** What was given back of it; a refund never changes the invoice itself. */
  refunded: number;
  /** When the first attempt to collect it failed, while it is owed. */
  failedAt: string | null;
  /** Whether there is a document to download. */
  hasPdf: boolean;
};

export type InvoiceLineView = Iso<Omit<InvoiceLine, "position">>;

/** Cost by feature over the account's paid and open invoices of one currency, from their lines. */
export type FeatureCost = { feature: string; label: string; amount: number; currency: string };
