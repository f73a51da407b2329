import { invalid, missingParameter } from "../../http/errors";
import { fieldsOf, readFields, readInteger, readOneOf, readText, requireText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox, Wire } from "../../types";
import { reportMeterErrors } from "./meter-errors";
import { activeMeter, findMeter } from "./meters";

const DAY = 86_400;
const OLDEST = 35 * DAY;
const NEWEST = 5 * 60;
const IDENTIFIER_KEPT = DAY;
const LONGEST_IDENTIFIER = 100;
const WINDOWS = { hour: 3600, day: DAY };

/** An identifier counts once in 24 hours; after that the sandbox takes it anew, and keeps what it counted before. */
function claimIdentifier(sandbox: Sandbox, identifier: string, now: number) {
  if (identifier.length > LONGEST_IDENTIFIER) {
    throw invalid(`Identifiers can have up to ${LONGEST_IDENTIFIER} characters.`, "identifier");
  }
  const before = sandbox.store.get("billing.meter_event", identifier);
  if (!before) return;
  if (now - Number(before.created) < IDENTIFIER_KEPT) {
    throw invalid(`An event already exists with identifier ${identifier}.`, "identifier");
  }
  sandbox.store.put({ ...before, id: `${identifier}@${String(before.created)}` });
}

function checkTimestamp(timestamp: number, now: number) {
  if (timestamp < now - OLDEST) {
    throw invalid("The timestamp must be within the past 35 calendar days.", "timestamp", "timestamp_too_far_in_past");
  }
  if (timestamp > now + NEWEST) {
    throw invalid("The timestamp must be at most 5 minutes in the future.", "timestamp", "timestamp_in_future");
  }
}

/** Why Stripe would not count an event that it took: found after the answer, and told by an error report. */
function problemOf(sandbox: Sandbox, meter: Wire, payload: Fields): string | undefined {
  const customer = readText(payload, String(fieldsOf(meter.customer_mapping).event_payload_key));
  if (!customer) return "meter_event_no_customer_defined";
  const known = sandbox.store.get("customer", customer);
  if (!known || known.deleted === true) return "meter_event_customer_not_found";
  if (fieldsOf(meter.default_aggregation).formula === "count") return undefined;
  const value = readText(payload, String(fieldsOf(meter.value_settings).event_payload_key)) ?? "";
  return /^-?\d{1,15}(\.\d{1,12})?$/.test(value) ? undefined : "meter_event_invalid_value";
}

function createMeterEvent(sandbox: Sandbox, { input }: Call): Fields {
  const eventName = requireText(input, "event_name");
  const payload = readFields(input, "payload");
  if (!payload) throw missingParameter("payload");
  const meter = activeMeter(sandbox, eventName);
  if (!meter) throw invalid(`No active meter found for event name ${eventName}.`, "event_name", "no_meter");
  const now = sandbox.clock.now();
  const timestamp = readInteger(input, "timestamp") ?? now;
  checkTimestamp(timestamp, now);
  const identifier = readText(input, "identifier") ?? sandbox.store.id("mevt");
  claimIdentifier(sandbox, identifier, now);
  const event: Fields = {
    object: "billing.meter_event",
    created: now,
    event_name: eventName,
    identifier,
    livemode: false,
    payload: Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)])),
    timestamp,
  };
  const problem = problemOf(sandbox, meter, payload);
  sandbox.store.put({ ...event, id: identifier, object: "billing.meter_event", meter: problem ? null : meter.id });
  if (problem) reportMeterErrors(sandbox, meter, problem, identifier, now);
  return event;
}

function aggregate(meter: Wire, events: readonly Wire[]): number {
  const formula = fieldsOf(meter.default_aggregation).formula;
  if (formula === "count") return events.length;
  const key = String(fieldsOf(meter.value_settings).event_payload_key);
  const inOrder = [...events].sort((a, b) => Number(a.timestamp) - Number(b.timestamp));
  const values = inOrder.map((event) => Number(fieldsOf(event.payload)[key]));
  return formula === "last" ? (values.at(-1) ?? 0) : values.reduce((sum, value) => sum + value, 0);
}

function readBound(input: Fields, name: string, step: number): number {
  const at = readInteger(input, name);
  if (at === undefined) throw missingParameter(name);
  if (at % step !== 0) throw invalid(`${name} must align with the boundaries of its window.`, name);
  return at;
}

function summaries(sandbox: Sandbox, call: Call): readonly Wire[] {
  const meter = findMeter(sandbox, call);
  const customer = requireText(call.input, "customer");
  const grouping = readOneOf(call.input, "value_grouping_window", ["hour", "day"]);
  const step = grouping ? WINDOWS[grouping] : 60;
  const start = readBound(call.input, "start_time", step);
  const end = readBound(call.input, "end_time", step);
  const key = String(fieldsOf(meter.customer_mapping).event_payload_key);
  const counted = sandbox.store.all("billing.meter_event").filter((event) => {
    const at = Number(event.timestamp);
    return event.meter === meter.id && fieldsOf(event.payload)[key] === customer && at >= start && at < end;
  });
  const width = grouping ? WINDOWS[grouping] : end - start;
  const windows = new Map<number, Wire[]>();
  for (const event of counted) {
    const from = start + Math.floor((Number(event.timestamp) - start) / width) * width;
    windows.set(from, [...(windows.get(from) ?? []), event]);
  }
  return [...windows]
    .sort(([a], [b]) => b - a)
    .map(([from, events]) => ({
      id: `mtrusg_${meter.id.slice(4)}_${customer}_${from}`,
      object: "billing.meter_event_summary",
      aggregated_value: aggregate(meter, events),
      end_time: from + width,
      livemode: false,
      meter: meter.id,
      start_time: from,
    }));
}

export const METER_EVENT_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/billing/meter_events",
    handle: createMeterEvent,
    accepts: ["event_name", "identifier", "payload", "timestamp"],
  },
  {
    method: "GET",
    path: "/v1/billing/meters/:id/event_summaries",
    handle: (sandbox, call) => pageOf(call, summaries(sandbox, call)),
  },
];
