import { invalid, missingParameter } from "../../http/errors";
import { readInteger, readOneOf, readText, requireText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import { refund } from "../money/refunds";
import { loadCustomer, moveBalance } from "../objects/customers";
import { allOf, change, create, load } from "../objects/stored";
import type { CreditNoteWire, InvoiceWire } from "../objects/wires";
import { settlePaid } from "./finalize";
import { cancelPayment, intentOf } from "./pay";

const REASONS = ["duplicate", "fraudulent", "order_change", "product_unsatisfactory"] as const;

/** Lessens a finalized invoice without changing it: an open one owes less, of a paid one the money goes back. */
export function creditInvoice(sandbox: Sandbox, input: Fields): CreditNoteWire {
  const invoice = load(sandbox, "invoice", requireText(input, "invoice"), "invoice");
  const amount =
    readInteger(input, "amount") ?? readInteger(input, "refund_amount") ?? readInteger(input, "credit_amount");
  if (amount === undefined) throw missingParameter("amount");
  if (invoice.status !== "open" && invoice.status !== "paid") {
    throw invalid(`You can not create a credit note for an invoice with status ${invoice.status}.`, "invoice");
  }
  const before = allOf(sandbox, "credit_note").filter((one) => one.invoice === invoice.id && one.status === "issued");
  const most = invoice.total - before.reduce((sum, one) => sum + one.amount, 0);
  if (amount <= 0 || amount > most) {
    throw invalid(`The credit note's amount must be between 1 and ${most}.`, "amount");
  }
  const post = invoice.status === "paid";
  const note = noteWire(sandbox, invoice, amount, before.length + 1, input);
  if (!post) lessen(sandbox, invoice, amount);
  else {
    const refunds = readInteger(input, "refund_amount") ?? 0;
    if (refunds > 0) refund(sandbox, { payment_intent: intentOf(sandbox, invoice).id, amount: refunds });
    const why = { type: "credit_note", creditNote: note.id, currency: invoice.currency };
    moveBalance(sandbox, loadCustomer(sandbox, invoice.customer), refunds - amount, why);
    const credited = invoice.post_payment_credit_notes_amount + amount;
    change(sandbox, invoice, { post_payment_credit_notes_amount: credited }, "invoice.updated");
  }
  return create(sandbox, note, "credit_note.created");
}

function lessen(sandbox: Sandbox, invoice: InvoiceWire, amount: number): void {
  const remaining = Math.max(0, invoice.amount_remaining - amount);
  const fields = {
    amount_due: Math.max(0, invoice.amount_due - amount),
    amount_remaining: remaining,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
  };
  const lessened = change(sandbox, invoice, fields, "invoice.updated");
  if (remaining === 0) {
    cancelPayment(sandbox, lessened, "automatic");
    settlePaid(sandbox, lessened, { outOfBand: true, method: null });
    return;
  }
  change(sandbox, intentOf(sandbox, invoice), { amount: remaining });
}

function noteWire(
  sandbox: Sandbox,
  invoice: InvoiceWire,
  amount: number,
  sequence: number,
  input: Fields,
): CreditNoteWire {
  const id = sandbox.store.id("cn");
  const now = sandbox.clock.now(invoice);
  const post = invoice.status === "paid";
  return {
    id,
    object: "credit_note",
    amount,
    amount_shipping: 0,
    created: now,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: now,
    invoice: invoice.id,
    lines: {
      object: "list",
      data: [
        {
          id: sandbox.store.id("cnli"),
          object: "credit_note_line_item",
          amount,
          description: readText(input, "memo") || `Credit for invoice ${invoice.number ?? invoice.id}`,
          discount_amount: 0,
          discount_amounts: [],
          livemode: false,
          metadata: {},
          pretax_credit_amounts: [],
          quantity: 1,
          tax_rates: [],
          taxes: [],
          type: "custom_line_item",
          unit_amount: amount,
          unit_amount_decimal: String(amount),
        },
      ],
      has_more: false,
      url: `/v1/credit_notes/${id}/lines`,
    },
    livemode: false,
    memo: readText(input, "memo") || null,
    metadata: mergeMetadata({}, input),
    number: `${invoice.number ?? invoice.id}-CN-${String(sequence).padStart(2, "0")}`,
    out_of_band_amount: null,
    pdf: `${sandbox.url}/pages/invoices/${invoice.id}/pdf`,
    post_payment_amount: post ? amount : 0,
    pre_payment_amount: post ? 0 : amount,
    pretax_credit_amounts: [],
    reason: readOneOf(input, "reason", REASONS) ?? null,
    refunds: [],
    shipping_cost: null,
    status: "issued",
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
    type: post ? "post_payment" : "pre_payment",
    voided_at: null,
  };
}
