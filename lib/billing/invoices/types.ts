import type { DisputeState, InvoiceState, LineState, RefundState } from "@/lib/billing/stripe/types";
import type { Iso } from "@/lib/billing/subscriptions/types";

/** Stripe's line, with its position and the feature it belongs to. */
export type InvoiceLine = Omit<LineState, "lookupKey"> & {
  position: number;
  /** `plan:team`, `add_on:storage_100gb`, `usage:…`, or `other`. */
  feature: string;
};

export type Invoice = Omit<InvoiceState, "lines"> & { lines: InvoiceLine[] };

export type Refund = RefundState;

/** The dates are ours: by when somebody looks at it, and by when it is decided. */
export type Dispute = DisputeState & { reviewDueAt: Date; endDueAt: Date };

export const INVOICE_STATUSES = ["draft", "open", "paid", "void", "uncollectible"] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** Instants are ISO 8601, money is integer minor units of `currency`. */
export type InvoiceView = Iso<
  Pick<Invoice, "id" | "number" | "status" | "currency" | "subtotal" | "tax" | "total" | "amountPaid"> &
    Pick<Invoice, "amountRemaining" | "createdAt" | "dueAt" | "paidAt" | "periodStart" | "periodEnd" | "nextAttemptAt">
> & {
  /** The first line, and the number of further lines. */
  about: string;
  /** The refunded amount; a refund never changes the invoice itself. */
  refunded: number;
  /** When the first attempt to collect it failed; null when it is not owed. */
  failedAt: string | null;
  /** Whether a document can be downloaded. */
  hasPdf: boolean;
};

export type InvoiceLineView = Iso<Omit<InvoiceLine, "position">>;

/** The cost of a feature, over the lines of the account's paid and open invoices in one currency. */
export type FeatureCost = { feature: string; label: string; amount: number; currency: string };
