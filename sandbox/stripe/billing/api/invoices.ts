import { invalid } from "../../http/errors";
import { fieldsOf, readFlag, readText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { markUncollectible, voidInvoice } from "../invoices/close";
import { finalize } from "../invoices/finalize";
import { linesOf } from "../invoices/keep";
import { createInvoice, updateInvoice } from "../invoices/manual";
import { attempt, payInvoice, payOutOfBand } from "../invoices/pay";
import { allOf, load } from "../objects/stored";
import type { InvoiceWire } from "../objects/wires";
import { previewInvoice } from "../subscriptions/preview";

const WRITABLE = [
  "auto_advance",
  "custom_fields",
  "default_payment_method",
  "description",
  "due_date",
  "footer",
  "metadata",
];

const invoiceOf = (sandbox: Sandbox, call: Call): InvoiceWire => load(sandbox, "invoice", call.path.id ?? "");

function list(sandbox: Sandbox, call: Call): Fields {
  const subscription = readText(call.input, "subscription");
  const invoices = allOf(sandbox, "invoice").filter(
    (one) =>
      subscription === undefined || fieldsOf(fieldsOf(one.parent).subscription_details).subscription === subscription,
  );
  return pageOf(call, invoices, ["customer", "status", "collection_method", "created", "due_date"]);
}

function preview(sandbox: Sandbox, call: Call): Fields {
  const invoice = previewInvoice(sandbox, call.input);
  return { ...invoice, customer: invoice.customer || null };
}

/** By hand Stripe collects only what it would also collect by itself. */
function finalizeNow(sandbox: Sandbox, call: Call): Fields {
  const invoice = invoiceOf(sandbox, call);
  const advances = readFlag(call.input, "auto_advance") ?? invoice.auto_advance;
  const open = finalize(sandbox, { ...invoice, auto_advance: advances });
  if (open.status !== "open" || !advances || open.collection_method !== "charge_automatically") return open;
  return attempt(sandbox, open, { offSession: true, automatic: true }).invoice;
}

function pay(sandbox: Sandbox, call: Call): Fields {
  const id = call.path.id ?? "";
  if (readFlag(call.input, "paid_out_of_band")) return payOutOfBand(sandbox, id);
  const offSession = readFlag(call.input, "off_session") ?? false;
  return payInvoice(sandbox, id, readText(call.input, "payment_method"), offSession);
}

function send(sandbox: Sandbox, call: Call): Fields {
  const invoice = invoiceOf(sandbox, call);
  if (invoice.collection_method !== "send_invoice") {
    throw invalid("You can only manually send an invoice if its collection method is 'send_invoice'.", "invoice");
  }
  if (invoice.status === "draft") return finalize(sandbox, invoice);
  sandbox.emit("invoice.sent", invoice);
  return invoice;
}

function remove(sandbox: Sandbox, call: Call): Fields {
  const invoice = invoiceOf(sandbox, call);
  if (invoice.status !== "draft") {
    throw invalid("You can only delete draft invoices.", "invoice", "invoice_not_editable");
  }
  sandbox.store.remove("invoice", invoice.id);
  sandbox.emit("invoice.deleted", invoice);
  return { id: invoice.id, object: "invoice", deleted: true };
}

const byId = (verb: string): string => `/v1/invoices/:id/${verb}`;

export const INVOICE_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/invoices",
    handle: (sandbox, call) => createInvoice(sandbox, call.input),
    accepts: [
      ...WRITABLE,
      "automatic_tax",
      "collection_method",
      "currency",
      "customer",
      "days_until_due",
      "pending_invoice_items_behavior",
      "subscription",
    ],
  },
  {
    method: "POST",
    path: "/v1/invoices/create_preview",
    handle: preview,
    accepts: [
      "automatic_tax",
      "currency",
      "customer",
      "preview_mode",
      "schedule",
      "schedule_details",
      "subscription",
      "subscription_details",
    ],
  },
  {
    method: "GET",
    path: "/v1/invoices",
    handle: list,
    accepts: ["customer", "subscription", "status", "collection_method", "created", "due_date"],
  },
  { method: "GET", path: "/v1/invoices/:id", handle: invoiceOf, accepts: [] },
  {
    method: "POST",
    path: "/v1/invoices/:id",
    handle: (sandbox, call) => updateInvoice(sandbox, invoiceOf(sandbox, call), call.input),
    accepts: WRITABLE,
  },
  { method: "DELETE", path: "/v1/invoices/:id", handle: remove, accepts: [] },
  {
    method: "GET",
    path: byId("lines"),
    handle: (sandbox, call) => pageOf(call, linesOf(sandbox, invoiceOf(sandbox, call))),
    accepts: [],
  },
  { method: "POST", path: byId("finalize"), handle: finalizeNow, accepts: ["auto_advance"] },
  {
    method: "POST",
    path: byId("pay"),
    handle: pay,
    accepts: ["payment_method", "paid_out_of_band", "off_session"],
  },
  { method: "POST", path: byId("send"), handle: send, accepts: [] },
  {
    method: "POST",
    path: byId("void"),
    handle: (sandbox, call) => voidInvoice(sandbox, invoiceOf(sandbox, call)),
    accepts: [],
  },
  {
    method: "POST",
    path: byId("mark_uncollectible"),
    handle: (sandbox, call) => markUncollectible(sandbox, invoiceOf(sandbox, call), "user_forgiven"),
    accepts: [],
  },
];
