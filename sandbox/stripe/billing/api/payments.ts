import { invalid } from "../../http/errors";
import { fieldsOf, readFlag, readText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { createInvoiceItem } from "../invoices/manual";
import { confirmPaymentIntent, paidOrThrown } from "../invoices/pay";
import { addEvidence, answerDispute, closeDispute } from "../money/disputes";
import { refund } from "../money/refunds";
import { allOf, load } from "../objects/stored";
import type { Kinds } from "../objects/wires";

const idOf = (call: Call): string => call.path.id ?? "";

/** `GET` of one and of many, by the names that can be filtered by. */
function reads(kind: keyof Kinds, path: string, filters: readonly string[]): Route[] {
  return [
    { method: "GET", path, handle: (sandbox, call) => pageOf(call, allOf(sandbox, kind), filters), accepts: filters },
    { method: "GET", path: `${path}/:id`, handle: (sandbox, call) => load(sandbox, kind, idOf(call)), accepts: [] },
  ];
}

function confirm(sandbox: Sandbox, call: Call): Fields {
  const method = readText(call.input, "payment_method");
  const answer = { ...(method ? { paymentMethodId: method } : {}), authenticated: true };
  paidOrThrown(confirmPaymentIntent(sandbox, idOf(call), answer));
  return load(sandbox, "payment_intent", idOf(call));
}

/** Every payment here belongs to an invoice: only voiding that ends it. */
function cancel(sandbox: Sandbox, call: Call): Fields {
  const { id } = load(sandbox, "payment_intent", idOf(call));
  throw invalid(
    `You cannot cancel PaymentIntent ${id} because it was created by an invoice. Void the invoice instead.`,
    "intent",
    "payment_intent_unexpected_state",
  );
}

function updateDispute(sandbox: Sandbox, call: Call): Fields {
  const dispute = load(sandbox, "dispute", idOf(call));
  if (dispute.status !== "needs_response") throw invalid(`This dispute is already ${dispute.status}.`, "dispute");
  const told = addEvidence(sandbox, dispute, fieldsOf(call.input.evidence));
  return readFlag(call.input, "submit") === false ? told : answerDispute(sandbox, told);
}

function removeItem(sandbox: Sandbox, call: Call): Fields {
  const item = load(sandbox, "invoiceitem", idOf(call));
  if (item.invoice !== null) {
    throw invalid("You can't delete an invoice item that is on an invoice.", "invoiceitem", "invoice_not_editable");
  }
  sandbox.store.remove("invoiceitem", item.id);
  sandbox.emit("invoiceitem.deleted", item);
  return { id: item.id, object: "invoiceitem", deleted: true };
}

function listInvoicePayments(sandbox: Sandbox, call: Call): Fields {
  const intent = readText(fieldsOf(call.input.payment), "payment_intent");
  const wanted = allOf(sandbox, "invoice_payment").filter(
    (one) => intent === undefined || one.payment.payment_intent === intent,
  );
  return pageOf({ ...call, input: { ...call.input, payment: undefined } }, wanted, ["invoice", "status", "created"]);
}

export const PAYMENT_ROUTES: Route[] = [
  ...reads("payment_intent", "/v1/payment_intents", ["customer", "created"]),
  {
    method: "POST",
    path: "/v1/payment_intents/:id/confirm",
    handle: confirm,
    accepts: ["payment_method", "return_url"],
  },
  {
    method: "POST",
    path: "/v1/payment_intents/:id/cancel",
    handle: cancel,
    accepts: [],
  },
  ...reads("charge", "/v1/charges", ["customer", "payment_intent", "created"]),
  {
    method: "POST",
    path: "/v1/refunds",
    handle: (sandbox, call) => refund(sandbox, call.input),
    accepts: ["charge", "payment_intent", "amount", "reason", "metadata"],
  },
  ...reads("refund", "/v1/refunds", ["charge", "payment_intent", "created"]),
  ...reads("dispute", "/v1/disputes", ["charge", "payment_intent", "created"]),
  { method: "POST", path: "/v1/disputes/:id", handle: updateDispute, accepts: ["evidence", "submit"] },
  {
    method: "POST",
    path: "/v1/disputes/:id/close",
    handle: (sandbox, call) => closeDispute(sandbox, load(sandbox, "dispute", idOf(call)), "lost"),
    accepts: [],
  },
  {
    method: "GET",
    path: "/v1/invoice_payments",
    handle: listInvoicePayments,
    accepts: ["invoice", "status", "payment", "created"],
  },
  {
    method: "GET",
    path: "/v1/invoice_payments/:id",
    handle: (sandbox, call) => load(sandbox, "invoice_payment", idOf(call)),
    accepts: [],
  },
  {
    method: "POST",
    path: "/v1/invoiceitems",
    handle: (sandbox, call) => createInvoiceItem(sandbox, call.input),
    accepts: [
      "customer",
      "amount",
      "currency",
      "description",
      "invoice",
      "metadata",
      "period",
      "pricing",
      "price_data",
      "quantity",
      "subscription",
    ],
  },
  ...reads("invoiceitem", "/v1/invoiceitems", ["customer", "invoice", "created"]),
  { method: "DELETE", path: "/v1/invoiceitems/:id", handle: removeItem, accepts: [] },
  {
    method: "GET",
    path: "/v1/customers/:id/balance_transactions",
    handle: (sandbox, call) =>
      pageOf(
        call,
        sandbox.store.all("customer_balance_transaction").filter(({ customer }) => customer === idOf(call)),
      ),
    accepts: [],
  },
];
