import { invalid, missingParameter, noSuch } from "../../http/errors";
import { readFields, readOneOf, requireText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox, Wire } from "../../types";

export function activeMeter(sandbox: Sandbox, eventName: string): Wire | undefined {
  return sandbox.store
    .all("billing.meter")
    .find((meter) => meter.event_name === eventName && meter.status === "active");
}

export function findMeter(sandbox: Sandbox, { path }: Call): Wire {
  const meter = sandbox.store.get("billing.meter", path.id ?? "");
  if (!meter) throw noSuch("billing_meter", path.id ?? "");
  return meter;
}

export function createMeter(sandbox: Sandbox, input: Fields): Wire {
  const eventName = requireText(input, "event_name");
  const displayName = requireText(input, "display_name");
  const aggregation = readFields(input, "default_aggregation");
  if (!aggregation) throw missingParameter("default_aggregation");
  const formula = readOneOf(aggregation, "formula", ["sum", "count", "last"]);
  if (!formula) throw missingParameter("default_aggregation[formula]");
  if (activeMeter(sandbox, eventName)) {
    throw invalid(`An active meter already exists for event name ${eventName}.`, "event_name");
  }
  const mapping = readFields(input, "customer_mapping") ?? { event_payload_key: "stripe_customer_id" };
  const value = readFields(input, "value_settings") ?? { event_payload_key: "value" };
  const now = sandbox.clock.now();
  const meter: Wire = {
    id: sandbox.store.id("mtr"),
    object: "billing.meter",
    created: now,
    customer_mapping: { event_payload_key: requireText(mapping, "event_payload_key"), type: "by_id" },
    default_aggregation: { formula },
    display_name: displayName,
    event_name: eventName,
    event_time_window: readOneOf(input, "event_time_window", ["day", "hour"]) ?? null,
    livemode: false,
    status: "active",
    status_transitions: { deactivated_at: null },
    updated: now,
    value_settings: { event_payload_key: requireText(value, "event_payload_key") },
  };
  sandbox.store.put(meter);
  sandbox.emit("billing.meter.created", meter);
  return meter;
}

function change(sandbox: Sandbox, before: Wire, event: string, changed: Fields): Wire {
  const meter: Wire = { ...before, ...changed, updated: sandbox.clock.now() };
  sandbox.store.put(meter);
  const previous = Object.fromEntries(Object.keys(changed).map((name) => [name, before[name]]));
  sandbox.emit(`billing.meter.${event}`, meter, previous);
  return meter;
}

function deactivate(sandbox: Sandbox, call: Call): Wire {
  const meter = findMeter(sandbox, call);
  if (meter.status !== "active") throw invalid("You cannot deactivate a meter that is not active.");
  const transitions = { deactivated_at: sandbox.clock.now() };
  return change(sandbox, meter, "deactivated", { status: "inactive", status_transitions: transitions });
}

function reactivate(sandbox: Sandbox, call: Call): Wire {
  const meter = findMeter(sandbox, call);
  if (meter.status === "active") throw invalid("You cannot reactivate a meter that is active.");
  if (activeMeter(sandbox, String(meter.event_name))) {
    throw invalid(`An active meter already exists for event name ${String(meter.event_name)}.`);
  }
  const transitions = { deactivated_at: null };
  return change(sandbox, meter, "reactivated", { status: "active", status_transitions: transitions });
}

const PARAMETERS =
  "customer_mapping default_aggregation display_name event_name event_time_window value_settings".split(" ");

export const METER_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/billing/meters",
    handle: (sandbox, call) => createMeter(sandbox, call.input),
    accepts: PARAMETERS,
  },
  {
    method: "GET",
    path: "/v1/billing/meters",
    handle: (sandbox, call) => pageOf(call, sandbox.store.all("billing.meter"), ["status"]),
  },
  { method: "POST", path: "/v1/billing/meters/:id/deactivate", handle: deactivate },
  { method: "POST", path: "/v1/billing/meters/:id/reactivate", handle: reactivate },
];
