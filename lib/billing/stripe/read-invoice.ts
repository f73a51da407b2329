import type { FailureFacts } from "@/lib/billing/stripe/first-failure";
import { type LineWire, readLine } from "@/lib/billing/stripe/read-invoice-line";
import type { InvoiceState } from "@/lib/billing/stripe/types";
import { idOf, instant, instantOrNull } from "@/lib/billing/stripe/wire-values";

export type InvoiceWire = {
  id: string;
  number: string | null;
  status: string | null;
  billing_reason: string | null;
  collection_method: string;
  currency: string;
  subtotal: number;
  total: number;
  total_taxes?: readonly { amount: number }[] | null;
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  created: number;
  due_date: number | null;
  period_start: number;
  period_end: number;
  attempt_count: number;
  next_payment_attempt: number | null;
  hosted_invoice_url?: string | null;
  invoice_pdf?: string | null;
  custom_fields: readonly { name: string; value: string }[] | null;
  status_transitions: {
    finalized_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
    marked_uncollectible_at: number | null;
  };
  parent?: { subscription_details: { subscription: string | { id: string } } | null } | null;
  /** The place of subscription and tax in versions before 2025-03-31. */
  subscription?: string | { id: string } | null;
  tax?: number | null;
};

/** Facts that the invoice itself lacks. */
export type InvoiceContext = {
  /** The lines of all pages. */
  lines: readonly LineWire[];
  keyOf: (priceId: string) => string | null;
  purchaseOrderField: string;
  failure: FailureFacts;
};

export function readInvoice(invoice: InvoiceWire, context: InvoiceContext): InvoiceState {
  const lines = context.lines.map((line) => readLine(line, context.keyOf));
  const { finalized_at, paid_at, voided_at, marked_uncollectible_at } = invoice.status_transitions;
  return {
    id: invoice.id,
    subscriptionId: subscriptionOf(invoice),
    number: invoice.number ?? "",
    status: invoice.status ?? "draft",
    reason: invoice.billing_reason ?? "",
    currency: invoice.currency,
    subtotal: invoice.subtotal,
    tax: taxOf(invoice),
    total: invoice.total,
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    amountRemaining: invoice.amount_remaining,
    createdAt: instant(invoice.created),
    finalizedAt: instantOrNull(finalized_at),
    dueAt: instantOrNull(invoice.due_date),
    paidAt: instantOrNull(paid_at),
    voidedAt: instantOrNull(voided_at),
    uncollectibleAt: instantOrNull(marked_uncollectible_at),
    ...periodOf(invoice, lines),
    attempts: invoice.attempt_count,
    nextAttemptAt: instantOrNull(invoice.next_payment_attempt),
    ...context.failure,
    hostedUrl: invoice.hosted_invoice_url ?? "",
    pdfUrl: invoice.invoice_pdf ?? "",
    purchaseOrder: invoice.custom_fields?.find(({ name }) => name === context.purchaseOrderField)?.value ?? "",
    lines,
  };
}

function subscriptionOf(invoice: InvoiceWire): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription ?? invoice.subscription);
}

export function taxOf({ total_taxes, tax }: Pick<InvoiceWire, "total_taxes" | "tax">): number {
  return total_taxes ? total_taxes.reduce((sum, { amount }) => sum + amount, 0) : (tax ?? 0);
}

/** The period that the lines pay for. Stripe's own period of a subscription's invoice is the previous one. */
function periodOf(invoice: InvoiceWire, lines: readonly { periodStart: Date; periodEnd: Date }[]) {
  if (lines.length === 0) return { periodStart: instant(invoice.period_start), periodEnd: instant(invoice.period_end) };
  return {
    periodStart: new Date(Math.min(...lines.map(({ periodStart }) => periodStart.getTime()))),
    periodEnd: new Date(Math.max(...lines.map(({ periodEnd }) => periodEnd.getTime()))),
  };
}
