import { invalid } from "../../http/errors";
import type { Sandbox } from "../../types";
import { createIntent } from "../money/payment-intents";
import { loadCustomer, methodFor, moveBalance } from "../objects/customers";
import { change, create } from "../objects/stored";
import type { InvoicePaymentWire, InvoiceWire } from "../objects/wires";
import { subscriptionOfInvoice } from "../subscriptions/end";
import { afterPaid } from "../subscriptions/standing";
import { settle } from "./compose";

/** The draft becomes a document: numbered, unchangeable, and owed. One over nothing is paid at once. */
export function finalize(sandbox: Sandbox, draft: InvoiceWire): InvoiceWire {
  if (draft.status !== "draft") {
    throw invalid(
      "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
      "invoice",
      "invoice_not_editable",
    );
  }
  const located = withoutUnlocatedTax(sandbox, draft);
  const customer = loadCustomer(sandbox, located.customer);
  const now = sandbox.clock.now();
  const { due, ending } = settle(located.total, customer.balance);
  moveBalance(sandbox, customer, ending - customer.balance, {
    type: due === 0 && ending > 0 ? "invoice_too_small" : "applied_to_invoice",
    invoice: located,
    currency: located.currency,
  });
  const page = `${sandbox.url}/pages/invoices/${located.id}`;
  const open = change(sandbox, located, {
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    due_date: located.due_date === null ? null : now + (located.due_date - located.created),
    effective_at: now,
    ending_balance: ending,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    number: nextNumber(sandbox, located.customer, customer.invoice_prefix),
    starting_balance: customer.balance,
    status: "open",
    status_transitions: { ...located.status_transitions, finalized_at: now },
    webhooks_delivered_at: now,
  });
  const ready = due > 0 ? requestPayment(sandbox, open) : open;
  sandbox.emit("invoice.finalized", ready);
  if (due === 0) return settlePaid(sandbox, ready, { outOfBand: false });
  if (ready.collection_method === "send_invoice") sandbox.emit("invoice.sent", ready);
  return ready;
}

/** Tax needs an address: without one Stripe goes on without tax, and says so on the invoice and on the subscription. */
function withoutUnlocatedTax(sandbox: Sandbox, draft: InvoiceWire): InvoiceWire {
  if (draft.automatic_tax.status !== "requires_location_inputs") return draft;
  const subscription = subscriptionOfInvoice(sandbox, draft);
  if (subscription) {
    const automatic_tax = { disabled_reason: "requires_location_inputs", enabled: false, liability: null };
    change(sandbox, subscription, { automatic_tax }, "customer.subscription.updated");
  }
  const disabled_reason = "finalization_requires_location_inputs";
  return change(sandbox, draft, { automatic_tax: { ...draft.automatic_tax, disabled_reason, enabled: false } });
}

function nextNumber(sandbox: Sandbox, customer: string, prefix: string | null): string {
  const sequence = sandbox.store.next(`invoice:${customer}`);
  return `${prefix || customer.slice(-8).toUpperCase()}-${String(sequence).padStart(4, "0")}`;
}

function requestPayment(sandbox: Sandbox, invoice: InvoiceWire): InvoiceWire {
  const customer = loadCustomer(sandbox, invoice.customer);
  const method = methodFor(sandbox, customer, invoice, subscriptionOfInvoice(sandbox, invoice));
  const intent = createIntent(sandbox, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description: `Invoice ${invoice.number}`,
    paymentMethod: invoice.collection_method === "charge_automatically" ? (method?.id ?? null) : null,
  });
  const payment: InvoicePaymentWire = {
    id: sandbox.store.id("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: intent.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  };
  create(sandbox, payment);
  return change(sandbox, invoice, {
    confirmation_secret: { client_secret: intent.client_secret, type: "payment_intent" },
  });
}

/** Nothing is owed on it any more. `outOfBand`: the money came another way. */
export function settlePaid(sandbox: Sandbox, invoice: InvoiceWire, how: { outOfBand: boolean }): InvoiceWire {
  const paid = change(
    sandbox,
    invoice,
    {
      amount_paid: invoice.amount_due,
      amount_paid_off_stripe: how.outOfBand ? invoice.amount_due : 0,
      amount_remaining: 0,
      attempted: true,
      next_payment_attempt: null,
      status: "paid",
      status_transitions: { ...invoice.status_transitions, paid_at: sandbox.clock.now() },
    },
    "invoice.updated",
  );
  sandbox.emit("invoice.paid", paid);
  if (!how.outOfBand) sandbox.emit("invoice.payment_succeeded", paid);
  afterPaid(sandbox, paid);
  return paid;
}
