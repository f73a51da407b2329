import { readText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { allOf, load } from "../objects/stored";
import { cancelSubscription } from "../subscriptions/cancel";
import { createSubscription } from "../subscriptions/create";
import { isOver } from "../subscriptions/end";
import { changeSubscription } from "../subscriptions/update";

const SHARED = [
  "automatic_tax",
  "cancel_at",
  "cancel_at_period_end",
  "collection_method",
  "days_until_due",
  "default_payment_method",
  "description",
  "items",
  "metadata",
  "payment_behavior",
  "proration_behavior",
  "trial_end",
];

const idOf = (call: Call): string => call.path.id ?? "";

function list(sandbox: Sandbox, call: Call): Fields {
  const status = readText(call.input, "status");
  const wanted = allOf(sandbox, "subscription").filter((one) =>
    status ? matchesStatus(one.status, status) : !isOver(one),
  );
  return pageOf(call, wanted, ["customer"]);
}

function matchesStatus(status: string, wanted: string): boolean {
  if (wanted === "all") return true;
  return wanted === "ended" ? status === "canceled" || status === "incomplete_expired" : status === wanted;
}

export const SUBSCRIPTION_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/subscriptions",
    handle: (sandbox, call) => createSubscription(sandbox, call.input),
    accepts: [...SHARED, "customer", "billing_mode", "trial_period_days"],
  },
  {
    method: "GET",
    path: "/v1/subscriptions",
    handle: list,
    accepts: ["customer", "status"],
  },
  {
    method: "GET",
    path: "/v1/subscriptions/:id",
    handle: (sandbox, call) => load(sandbox, "subscription", idOf(call)),
    accepts: [],
  },
  {
    method: "POST",
    path: "/v1/subscriptions/:id",
    handle: (sandbox, call) => changeSubscription(sandbox, idOf(call), call.input),
    accepts: [...SHARED, "proration_date"],
  },
  {
    method: "DELETE",
    path: "/v1/subscriptions/:id",
    handle: (sandbox, call) => cancelSubscription(sandbox, idOf(call), call.input),
    accepts: ["invoice_now", "prorate"],
  },
];
