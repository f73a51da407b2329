import { invalid } from "../../http/errors";
import type { Sandbox } from "../../types";
import { loadCustomer, moveBalance } from "../objects/customers";
import { change } from "../objects/stored";
import type { InvoiceWire } from "../objects/wires";
import { cancelPayment } from "./pay";

/** It was never owed: the number stays used, nothing can be paid on it, and credit that it used up is back. */
export function voidInvoice(sandbox: Sandbox, invoice: InvoiceWire): InvoiceWire {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw invalid(
      `You can only pass in open or uncollectible invoices. This invoice has status ${invoice.status}.`,
      "invoice",
    );
  }
  cancelPayment(sandbox, invoice, "void_invoice");
  moveBalance(
    sandbox,
    loadCustomer(sandbox, invoice.customer),
    invoice.starting_balance - (invoice.ending_balance ?? 0),
    {
      type: "unapplied_from_invoice",
      invoice,
      currency: invoice.currency,
    },
  );
  return change(
    sandbox,
    invoice,
    {
      next_payment_attempt: null,
      status: "void",
      status_transitions: { ...invoice.status_transitions, voided_at: sandbox.clock.now() },
    },
    "invoice.voided",
  );
}

/** Nobody expects it to be paid any more; it still can be. */
export function markUncollectible(sandbox: Sandbox, invoice: InvoiceWire, reason: string): InvoiceWire {
  if (invoice.status !== "open") {
    throw invalid(
      `You can only mark open invoices uncollectible. This invoice has status ${invoice.status}.`,
      "invoice",
    );
  }
  return change(
    sandbox,
    invoice,
    {
      next_payment_attempt: null,
      status: "uncollectible",
      status_details: { uncollectible: { reason } },
      status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: sandbox.clock.now() },
    },
    "invoice.marked_uncollectible",
  );
}
