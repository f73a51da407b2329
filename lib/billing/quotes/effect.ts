import type { AppliedQuote } from "@/lib/billing/quotes/types";
import type { ChangeResult } from "@/lib/billing/stripe/subscriptions";
import { conflict } from "@/lib/errors";

export type OpenedCheckout = { id: string; url: string; expiresAt: Date };

/** The result of a change at Stripe. */
export type Effect = Pick<AppliedQuote, "outcome" | "url" | "charged"> & {
  invoiceId: string | null;
  /** The checkout page that was opened for it. */
  checkout?: OpenedCheckout;
};

export const CHANGED: Effect = { outcome: "changed", url: null, charged: 0, invoiceId: null };
export const SCHEDULED: Effect = { ...CHANGED, outcome: "scheduled" };

/**
 * Reads the charge, or the invoice that the change waits for. When nothing is due, the last invoice is an older one.
 * Errors: CONFLICT for a declined payment that left no invoice to pay.
 */
export function settled({ pending, invoice }: ChangeResult, dueNow: number): Effect {
  if (pending) {
    if (!invoice?.hostedUrl) throw conflict("The payment did not go through. Update the payment method and try again.");
    return { outcome: "payment_pending", url: invoice.hostedUrl, charged: 0, invoiceId: invoice.id };
  }

  if (dueNow === 0 || !invoice) return CHANGED;
  return { ...CHANGED, charged: invoice.amountDue, invoiceId: invoice.id };
}
