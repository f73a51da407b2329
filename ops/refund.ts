import { refundInvoice } from "@/lib/billing/contracts/refund-invoice";
import { refundInvoiceSchema } from "@/lib/billing/contracts/schema";
import { formatMoney } from "@/lib/money";
import { type Answer, contextOf, type Input, readInput, UsageError } from "@/ops/command";

/**
 * Repeating the same order refunds nothing more. `INVOICE` is Stripe's id, `in_…`, as in the address of the Billing
 * page.
 */
export async function refund({ first: handle, second: invoiceId, values }: Input): Promise<Answer> {
  const ctx = await contextOf(handle);
  if (invoiceId === "") throw new UsageError("Name the invoice by its id.");

  const order = readInput(refundInvoiceSchema, {
    invoiceId,
    amount: values.amount === undefined ? null : Number(values.amount),
    reason: values.reason ?? "",
    kind: values.error ? "error" : "goodwill",
  });
  const { number, currency, amount, refunded, paid } = await refundInvoice(ctx, order);
  const row = {
    account: handle,
    invoice: number,
    refunded: formatMoney(amount, currency),
    "in all": formatMoney(refunded, currency),
    paid: formatMoney(paid, currency),
  };

  return { rows: [row], data: { account: handle, invoiceId, number, currency, amount, refunded, paid } };
}
