import { readText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { allOf, load } from "../objects/stored";
import { cancelSubscription } from "../subscriptions/cancel";
import { createSubscription } from "../subscriptions/create";
import { isOver } from "../subscriptions/end";
import { resumeSubscription } from "../subscriptions/resume";
import { changeSubscription } from "../subscriptions/update";

const SHARED = [
  "automatic_tax",
  "billing_cycle_anchor",
  "cancel_at",
  "cancel_at_period_end",
  "cancellation_details",
  "collection_method",
  "days_until_due",
  "default_payment_method",
  "description",
  "invoice_settings",
  "items",
  "metadata",
  "payment_behavior",
  "payment_settings",
  "proration_behavior",
  "trial_end",
  "trial_settings",
];

const idOf = (call: Call): string => call.path.id ?? "";

function list(sandbox: Sandbox, call: Call): Fields {
  const status = readText(call.input, "status");
  const price = readText(call.input, "price");
  const wanted = allOf(sandbox, "subscription").filter((one) => {
    const inStatus = status === undefined || status === "" ? !isOver(one) : matchesStatus(one.status, status);
    return inStatus && (price === undefined || one.items.data.some((item) => item.price.id === price));
  });
  return pageOf(call, wanted, ["customer", "collection_method", "created"]);
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
    accepts: [...SHARED, "customer", "currency", "billing_mode", "trial_period_days"],
  },
  {
    method: "GET",
    path: "/v1/subscriptions",
    handle: list,
    accepts: ["customer", "price", "status", "collection_method", "created"],
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
    accepts: [...SHARED, "pause_collection", "proration_date"],
  },
  {
    method: "DELETE",
    path: "/v1/subscriptions/:id",
    handle: (sandbox, call) => cancelSubscription(sandbox, idOf(call), call.input),
    accepts: ["invoice_now", "prorate", "cancellation_details"],
  },
  {
    method: "POST",
    path: "/v1/subscriptions/:id/resume",
    handle: (sandbox, call) => resumeSubscription(sandbox, idOf(call), call.input),
    accepts: ["billing_cycle_anchor", "payment_behavior"],
  },
];
