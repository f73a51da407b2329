import { fieldsOf, readFlag, readText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { markUncollectible, voidInvoice } from "../invoices/close";
import { finalize } from "../invoices/finalize";
import { linesOf } from "../invoices/keep";
import { createInvoice } from "../invoices/manual";
import { attempt, payInvoice, payOutOfBand } from "../invoices/pay";
import { allOf, load } from "../objects/stored";
import type { InvoiceWire } from "../objects/wires";
import { previewInvoice } from "../subscriptions/preview";

const invoiceOf = (sandbox: Sandbox, call: Call): InvoiceWire => load(sandbox, "invoice", call.path.id ?? "");

function list(sandbox: Sandbox, call: Call): Fields {
  const subscription = readText(call.input, "subscription");
  const invoices = allOf(sandbox, "invoice").filter(
    (one) =>
      subscription === undefined || fieldsOf(fieldsOf(one.parent).subscription_details).subscription === subscription,
  );
  return pageOf(call, invoices, ["customer", "status"]);
}

function preview(sandbox: Sandbox, call: Call): Fields {
  const invoice = previewInvoice(sandbox, call.input);
  return { ...invoice, customer: invoice.customer || null };
}

/** By hand Stripe collects only what it would also collect by itself. */
function finalizeNow(sandbox: Sandbox, call: Call): Fields {
  const open = finalize(sandbox, invoiceOf(sandbox, call));
  if (open.status !== "open" || !open.auto_advance || open.collection_method !== "charge_automatically") return open;
  return attempt(sandbox, open, { offSession: true, automatic: true }).invoice;
}

function pay(sandbox: Sandbox, call: Call): Fields {
  const id = call.path.id ?? "";
  return readFlag(call.input, "paid_out_of_band") ? payOutOfBand(sandbox, id) : payInvoice(sandbox, id);
}

const byId = (verb: string): string => `/v1/invoices/:id/${verb}`;

export const INVOICE_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/invoices",
    handle: (sandbox, call) => createInvoice(sandbox, call.input),
    accepts: ["auto_advance", "customer"],
  },
  {
    method: "POST",
    path: "/v1/invoices/create_preview",
    handle: preview,
    accepts: ["automatic_tax", "currency", "customer", "preview_mode", "subscription", "subscription_details"],
  },
  { method: "GET", path: "/v1/invoices", handle: list, accepts: ["customer", "subscription", "status"] },
  { method: "GET", path: "/v1/invoices/:id", handle: invoiceOf, accepts: [] },
  {
    method: "GET",
    path: byId("lines"),
    handle: (sandbox, call) => pageOf(call, linesOf(sandbox, invoiceOf(sandbox, call))),
    accepts: [],
  },
  { method: "POST", path: byId("finalize"), handle: finalizeNow, accepts: [] },
  { method: "POST", path: byId("pay"), handle: pay, accepts: ["paid_out_of_band"] },
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
