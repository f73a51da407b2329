import { pageOf } from "../../http/list";
import type { Route } from "../../types";
import { createInvoiceItem } from "../invoices/manual";
import { refund } from "../money/refunds";
import { allOf, load } from "../objects/stored";
import type { Kinds } from "../objects/wires";

/** `GET` of many, by the names that can be filtered by. */
function listing(kind: keyof Kinds, path: string, accepts: readonly string[]): Route {
  return { method: "GET", path, handle: (sandbox, call) => pageOf(call, allOf(sandbox, kind), accepts), accepts };
}

export const PAYMENT_ROUTES: Route[] = [
  listing("charge", "/v1/charges", ["customer"]),
  {
    method: "GET",
    path: "/v1/charges/:id",
    handle: (sandbox, call) => load(sandbox, "charge", call.path.id ?? ""),
    accepts: [],
  },
  {
    method: "POST",
    path: "/v1/refunds",
    handle: (sandbox, call) => refund(sandbox, call.input),
    accepts: ["charge", "payment_intent", "amount", "reason", "metadata"],
  },
  listing("refund", "/v1/refunds", ["charge", "payment_intent"]),
  listing("dispute", "/v1/disputes", ["charge"]),
  listing("invoice_payment", "/v1/invoice_payments", ["invoice", "status"]),
  {
    method: "POST",
    path: "/v1/invoiceitems",
    handle: (sandbox, call) => createInvoiceItem(sandbox, call.input),
    accepts: ["customer", "amount", "currency", "description", "invoice"],
  },
];
