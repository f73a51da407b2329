import { invalid, noSuch } from "../../http/errors";
import { fieldsOf, textOf } from "../../http/fields";
import type { Sandbox } from "../../types";
import { type Decline, declined } from "../money/cards";
import { type Attempt, attemptIntent, cancelIntent, failIntent } from "../money/payment-intents";
import { loadCustomer, methodFor } from "../objects/customers";
import { allOf, change, load } from "../objects/stored";
import type { InvoicePaymentWire, InvoiceWire, PaymentIntentWire, PaymentMethodWire } from "../objects/wires";
import { subscriptionOfInvoice } from "../subscriptions/end";
import { afterFailed, afterLastTry, isRetried } from "../subscriptions/standing";
import { settlePaid } from "./finalize";

const DAY = 86_400;
/** Days after the first try: with it 8 tries in 2 weeks. */
const RETRY_DAYS = [1, 3, 5, 7, 9, 11, 14];

export type Try = {
  /** Instead of the invoice's, the subscription's or the customer's own. */
  method?: PaymentMethodWire;
  /** Nobody is there to answer the bank. */
  offSession: boolean;
  /** One of the retries that Stripe makes by itself. */
  automatic: boolean;
  confirmed?: boolean;
};

export type Tried =
  | { kind: "paid"; invoice: InvoiceWire }
  | { kind: "failed"; invoice: InvoiceWire; decline: Decline | null; intent: PaymentIntentWire }
  | { kind: "action"; invoice: InvoiceWire; intent: PaymentIntentWire };

function paymentOf(sandbox: Sandbox, invoice: InvoiceWire): InvoicePaymentWire | undefined {
  return allOf(sandbox, "invoice_payment").find((one) => one.invoice === invoice.id && one.status !== "canceled");
}

export function intentOf(sandbox: Sandbox, invoice: InvoiceWire): PaymentIntentWire {
  const id = textOf(fieldsOf(paymentOf(sandbox, invoice)?.payment).payment_intent);
  if (id === undefined) throw invalid(`Invoice ${invoice.id} has no payment to make.`, "invoice");
  return load(sandbox, "payment_intent", id);
}

function invoiceOfIntent(sandbox: Sandbox, intent: string): InvoiceWire | undefined {
  const payment = allOf(sandbox, "invoice_payment").find((one) => one.payment.payment_intent === intent);
  return payment && load(sandbox, "invoice", payment.invoice);
}

/** Tries once to collect what is owed. */
export function attempt(sandbox: Sandbox, invoice: InvoiceWire, how: Try): Tried {
  const intent = intentOf(sandbox, invoice);
  const subscription = subscriptionOfInvoice(sandbox, invoice);
  const method = how.method ?? methodFor(sandbox, loadCustomer(sandbox, invoice.customer), invoice, subscription);
  if (!method) return { kind: "failed", invoice: fail(sandbox, invoice, how, false), decline: null, intent };
  const result: Attempt = attemptIntent(sandbox, intent, {
    method,
    confirmed: how.confirmed ?? false,
    offSession: how.offSession,
    actionUrl: textOf(invoice.hosted_invoice_url) ?? sandbox.url,
  });
  if (result.kind === "paid") {
    closePayment(sandbox, invoice, "paid");
    return { kind: "paid", invoice: settlePaid(sandbox, invoice, { outOfBand: false }) };
  }
  const failed = fail(sandbox, invoice, how, result.kind === "action");
  return { ...result, invoice: failed };
}

function fail(sandbox: Sandbox, invoice: InvoiceWire, how: Try, action: boolean): InvoiceWire {
  const tries = how.automatic || invoice.attempt_count === 0 ? invoice.attempt_count + 1 : invoice.attempt_count;
  const retried = invoice.auto_advance && isRetried(sandbox, invoice);
  const fields = {
    attempted: true,
    attempt_count: tries,
    next_payment_attempt: retried ? nextTry(invoice, tries) : null,
  };
  const failed = change(sandbox, invoice, fields, "invoice.updated");
  sandbox.emit("invoice.payment_failed", failed);
  if (action) sandbox.emit("invoice.payment_action_required", failed);
  afterFailed(sandbox, failed);
  if (retried && how.automatic && failed.next_payment_attempt === null) afterLastTry(sandbox, failed);
  return failed;
}

/** Counted from the day it was finalized, so a try by hand moves nothing. */
function nextTry(invoice: InvoiceWire, tries: number): number | null {
  const days = RETRY_DAYS[tries - 1];
  return days === undefined ? null : (invoice.status_transitions.finalized_at ?? invoice.created) + days * DAY;
}

/** Pays now on the customer's word; a refused card is an error, and the failed try stays on record. */
export function payInvoice(sandbox: Sandbox, id: string): InvoiceWire {
  return paidOrThrown(attempt(sandbox, payable(sandbox, id), { offSession: false, automatic: false }));
}

function paidOrThrown(tried: Tried): InvoiceWire {
  if (tried.kind === "paid") return tried.invoice;
  const extra = { payment_intent: tried.intent };
  if (tried.kind === "action") {
    throw declined(
      {
        code: "invoice_payment_intent_requires_action",
        declineCode: "authentication_required",
        message: "Payment for this invoice requires additional user action before it can be completed successfully.",
      },
      extra,
    );
  }
  if (tried.decline) throw declined(tried.decline, extra);
  throw invalid(
    "There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method or pass one.",
    "payment_method",
    "invoice_no_payment_method_types",
  );
}

function payable(sandbox: Sandbox, id: string): InvoiceWire {
  const invoice = load(sandbox, "invoice", id);
  if (invoice.status === "paid") throw invalid("Invoice is already paid", "invoice");
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw invalid(`Invoices with status ${invoice.status} can't be paid.`, "invoice");
  }
  return invoice;
}

export function payOutOfBand(sandbox: Sandbox, id: string): InvoiceWire {
  const invoice = payable(sandbox, id);
  cancelPayment(sandbox, invoice, "automatic");
  return settlePaid(sandbox, invoice, { outOfBand: true });
}

/** The customer answered the bank on the page of the invoice. */
export function confirmPaymentIntent(sandbox: Sandbox, id: string, answer: { authenticated: boolean }): Tried {
  const intent = load(sandbox, "payment_intent", id);
  const invoice = invoiceOfIntent(sandbox, id);
  if (!invoice || (invoice.status !== "open" && invoice.status !== "uncollectible"))
    throw noSuch("invoice", id, "intent");
  const method = intent.payment_method;
  if (!answer.authenticated && method !== null) {
    const decline: Decline = {
      code: "payment_intent_authentication_failure",
      declineCode: "authentication_required",
      message: "The provided PaymentMethod has failed authentication. Provide another payment method.",
    };
    const failed = failIntent(sandbox, intent, decline, null, load(sandbox, "payment_method", method));
    const how = { offSession: false, automatic: false };
    return { kind: "failed", invoice: fail(sandbox, invoice, how, false), decline, intent: failed };
  }
  return attempt(sandbox, invoice, {
    ...(method === null ? {} : { method: load(sandbox, "payment_method", method, "payment_method") }),
    offSession: false,
    automatic: false,
    confirmed: answer.authenticated,
  });
}

function closePayment(sandbox: Sandbox, invoice: InvoiceWire, status: "paid" | "canceled"): void {
  const payment = paymentOf(sandbox, invoice);
  if (!payment) return;
  const now = sandbox.clock.now();
  const closed = change(sandbox, payment, {
    amount_paid: status === "paid" ? payment.amount_requested : null,
    status,
    status_transitions: { canceled_at: status === "canceled" ? now : null, paid_at: status === "paid" ? now : null },
  });
  if (status === "paid") sandbox.emit("invoice_payment.paid", closed);
}

/** The invoice will not be paid this way: its payment ends. */
export function cancelPayment(sandbox: Sandbox, invoice: InvoiceWire, reason: string): void {
  const payment = paymentOf(sandbox, invoice);
  if (!payment) return;
  cancelIntent(sandbox, intentOf(sandbox, invoice), reason);
  closePayment(sandbox, invoice, "canceled");
}
