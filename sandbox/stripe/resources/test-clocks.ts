import { invalid, missingParameter, noSuch } from "../http/errors";
import { arrayOf, fieldsOf, isFields, numberOf, readInteger, readText } from "../http/fields";
import { pageOf } from "../http/list";
import { TEST_CLOCK } from "../state/clock";
import type { Call, Fields, Route, Sandbox, Wire } from "../types";
import { putNew } from "./changes";

const DAY_S = 86_400;
const KEPT_S = 30 * DAY_S;
const TWO_YEARS_S = 2 * 366 * DAY_S;
/** The longest that an interval may be, so that a whole one always fits. */
const INTERVAL_S: Record<string, number> = { day: DAY_S, week: 7 * DAY_S, month: 31 * DAY_S, year: 366 * DAY_S };

function create(sandbox: Sandbox, call: Call): Fields {
  const frozen = readInteger(call.input, "frozen_time");
  if (frozen === undefined) throw missingParameter("frozen_time");
  const clock: Wire = {
    id: sandbox.store.id("clock"),
    object: TEST_CLOCK,
    created: sandbox.clock.now(),
    deletes_after: sandbox.clock.now() + KEPT_S,
    frozen_time: frozen,
    livemode: false,
    name: readText(call.input, "name") || null,
    status: "ready",
    status_details: {},
  };
  return putNew(sandbox, clock, "test_helpers.test_clock.created");
}

function advance(sandbox: Sandbox, call: Call): Fields {
  const clock = load(sandbox, call);
  const target = readInteger(call.input, "frozen_time");
  const from = numberOf(clock.frozen_time) ?? 0;
  if (target === undefined) throw missingParameter("frozen_time");
  if (clock.status !== "ready")
    throw invalid("This test clock is already advancing.", undefined, "test_clock_under_advancement");
  if (target <= from) throw invalid("Test clocks can only be advanced forward in time.", "frozen_time");
  if (target > from + farthest(sandbox, clock.id)) {
    throw invalid(
      "The frozen time is too far in the future. You can advance up to two intervals of the shortest subscription, or two years without one.",
      "frozen_time",
    );
  }
  const advancing: Wire = {
    ...clock,
    status: "advancing",
    status_details: { advancing: { target_frozen_time: target } },
  };
  sandbox.store.put(advancing);
  sandbox.emit("test_helpers.test_clock.advancing", advancing);
  return advancing;
}

function farthest(sandbox: Sandbox, clock: string): number {
  const intervals = sandbox.store
    .all("subscription")
    .filter((one) => one.test_clock === clock && one.ended_at === null)
    .flatMap((one) => arrayOf(one.items).map((item) => intervalOf(sandbox, item)));
  return intervals.length === 0 ? TWO_YEARS_S : 2 * Math.min(...intervals);
}

function intervalOf(sandbox: Sandbox, item: unknown): number {
  const { price } = fieldsOf(item);
  const stored = typeof price === "string" ? sandbox.store.get("price", price) : price;
  const { interval, interval_count: count } = fieldsOf(fieldsOf(stored).recurring);
  return (INTERVAL_S[String(interval)] ?? TWO_YEARS_S) * (numberOf(count) ?? 1);
}

function load(sandbox: Sandbox, call: Call): Wire {
  const id = call.path.id ?? "";
  const clock = sandbox.store.get(TEST_CLOCK, id);
  if (!clock) throw noSuch("test_clock", id);
  return clock;
}

/** Its customers go with it, and with them what is theirs. */
function remove(sandbox: Sandbox, call: Call): Fields {
  const clock = load(sandbox, call);
  const gone = new Set(
    sandbox.store
      .all("customer")
      .filter((customer) => customer.test_clock === clock.id)
      .map(({ id }) => id),
  );
  for (const object of ["customer", "subscription", "subscription_schedule", "invoice", "invoiceitem"]) {
    for (const wire of sandbox.store.all(object)) {
      const owner = isFields(wire.customer) ? wire.customer.id : wire.customer;
      if (gone.has(wire.id) || gone.has(String(owner))) sandbox.store.remove(object, wire.id);
    }
  }
  sandbox.store.remove(TEST_CLOCK, clock.id);
  sandbox.emit("test_helpers.test_clock.deleted", clock);
  return { id: clock.id, object: TEST_CLOCK, deleted: true };
}

export const TEST_CLOCK_ROUTES: Route[] = [
  { method: "POST", path: "/v1/test_helpers/test_clocks", handle: create, accepts: ["frozen_time", "name"] },
  {
    method: "GET",
    path: "/v1/test_helpers/test_clocks",
    handle: (sandbox, call) => pageOf(call, sandbox.store.all(TEST_CLOCK)),
    accepts: [],
  },
  { method: "GET", path: "/v1/test_helpers/test_clocks/:id", handle: load, accepts: [] },
  { method: "POST", path: "/v1/test_helpers/test_clocks/:id/advance", handle: advance, accepts: ["frozen_time"] },
  { method: "DELETE", path: "/v1/test_helpers/test_clocks/:id", handle: remove, accepts: [] },
];
