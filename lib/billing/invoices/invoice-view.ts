import { isOwed, refundedOf } from "@/lib/billing/invoices/rules";
import type { Invoice, InvoiceLine, InvoiceLineView, InvoiceView, Refund } from "@/lib/billing/invoices/types";

/** An invoice with its first line, the number of lines, and the refunded amount. */
export type InvoiceRow = Omit<Invoice, "lines"> & {
  lines: Pick<InvoiceLine, "description">[];
  refunds: Pick<Refund, "amount" | "status">[];
  _count: { lines: number };
};

function aboutOf({ lines, _count }: InvoiceRow): string {
  const [first] = lines;
  if (!first) return "";
  return _count.lines > 1 ? `${first.description}, and ${_count.lines - 1} more` : first.description;
}

export function toInvoiceView(row: InvoiceRow): InvoiceView {
  const { id, number, status, currency, subtotal, tax, total, amountPaid, amountRemaining } = row;
  return {
    id,
    number,
    about: aboutOf(row),
    status,
    currency,
    subtotal,
    tax,
    total,
    amountPaid,
    amountRemaining,
    refunded: refundedOf(row.refunds),
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    paidAt: row.paidAt?.toISOString() ?? null,
    periodStart: row.periodStart.toISOString(),
    periodEnd: row.periodEnd.toISOString(),
    failedAt: isOwed(row) ? (row.firstFailedAt?.toISOString() ?? null) : null,
    nextAttemptAt: isOwed(row) ? (row.nextAttemptAt?.toISOString() ?? null) : null,
    hasPdf: row.pdfUrl !== "",
  };
}

export function toInvoiceLine(row: InvoiceLine): InvoiceLineView {
  const { id, description, feature, quantity, amount, proration } = row;
  return {
    id,
    description,
    feature,
    quantity,
    amount,
    proration,
    periodStart: row.periodStart.toISOString(),
    periodEnd: row.periodEnd.toISOString(),
  };
}
