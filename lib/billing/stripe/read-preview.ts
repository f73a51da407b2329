import { type InvoiceWire, taxOf } from "@/lib/billing/stripe/read-invoice";
import { type LineWire, readLine } from "@/lib/billing/stripe/read-invoice-line";
import type { LineState, PreviewState } from "@/lib/billing/stripe/types";
import { instantOrNull } from "@/lib/billing/stripe/wire-values";

export type PreviewWire = Pick<
  InvoiceWire,
  "currency" | "amount_due" | "subtotal" | "total" | "total_taxes" | "tax" | "period_end"
> & { total_excluding_tax: number | null };

/** The cost of a change now; `recurring` is the same subscription's later invoice, if any. */
export function readPreview(
  invoice: PreviewWire,
  lines: readonly LineWire[],
  recurring: PreviewWire | null,
  keyOf: (priceId: string) => string | null,
): PreviewState {
  const read = lines.map((line) => readLine(line, keyOf));
  const regular = read.filter(({ proration }) => !proration).reduce((sum, { amount }) => sum + amount, 0);
  return {
    currency: invoice.currency,
    amountDue: invoice.amount_due,
    subtotal: invoice.subtotal,
    tax: taxOf(invoice),
    total: invoice.total,
    lines: read,
    recurringTotal: recurring ? (recurring.total_excluding_tax ?? recurring.subtotal) : regular,
    nextRenewalAt: lastEnd(read),
  };
}

/** The next regular invoice; its date is the start of its regular lines. */
export function readUpcoming(
  invoice: PreviewWire,
  lines: readonly LineWire[],
  keyOf: (priceId: string) => string | null,
): PreviewState {
  const preview = readPreview(invoice, lines, null, keyOf);
  const starts = preview.lines.filter(({ proration }) => !proration).map(({ periodStart }) => periodStart.getTime());
  return {
    ...preview,
    nextRenewalAt: starts.length > 0 ? new Date(Math.min(...starts)) : instantOrNull(invoice.period_end),
  };
}

/** The paid period ends at the next renewal. */
function lastEnd(lines: readonly LineState[]): Date | null {
  return lines.length > 0 ? new Date(Math.max(...lines.map(({ periodEnd }) => periodEnd.getTime()))) : null;
}
