import { expect, it } from "vitest";
import { readPrice } from "@/lib/billing/stripe/read-price";
import {
  type ItemWire,
  readSubscription,
  type ScheduleWire,
  type SubscriptionWire,
} from "@/lib/billing/stripe/read-subscription";

const at = (text: string) => Date.parse(text) / 1000;
const price = (lookup_key: string | null, unit_amount: number | null = 1_900, currency = "usd") => ({
  id: `price_${lookup_key}`,
  lookup_key,
  unit_amount,
  currency,
  recurring: { interval: "month", interval_count: 1 },
});
const item = (id: string, from: string, to: string, key = "team_seat_monthly", quantity = 5): ItemWire => ({
  id,
  price: price(key),
  quantity,
  current_period_start: at(from),
  current_period_end: at(to),
});
const seats = item("si_1", "2026-11-01", "2026-12-01");

function subscription(other: Partial<SubscriptionWire> = {}): SubscriptionWire {
  return {
    id: "sub_1",
    status: "active",
    livemode: false,
    currency: "usd",
    collection_method: "charge_automatically",
    metadata: { packhouse_account: "a" },
    start_date: at("2026-01-01"),
    trial_end: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    ended_at: null,
    schedule: null,
    pending_update: null,
    ...other,
  };
}

const schedule: ScheduleWire = {
  status: "active",
  end_behavior: "release",
  current_phase: { end_date: at("2026-12-01") },
  phases: [
    {
      start_date: at("2026-11-01"),
      end_date: at("2026-12-01"),
      items: [{ price: { id: "price_1", lookup_key: "team_seat_monthly" }, quantity: 5 }],
    },
    {
      start_date: at("2026-12-01"),
      end_date: at("2027-12-01"),
      items: [{ price: { id: "price_2", lookup_key: "team_seat_yearly" }, quantity: 3 }],
    },
  ],
};

it("reads each item's own period [case 16]", () => {
  const addOn = item("si_2", "2026-11-15", "2026-12-15", "storage_100gb_monthly", 1);
  const read = readSubscription(subscription(), [seats, addOn], null);
  expect(read.items.map(({ itemId, periodStart, periodEnd }) => [itemId, periodStart, periodEnd])).toEqual([
    ["si_1", new Date("2026-11-01"), new Date("2026-12-01")],
    ["si_2", new Date("2026-11-15"), new Date("2026-12-15")],
  ]);
});

it("keeps a status that nobody knows as it is", () => {
  expect(readSubscription(subscription({ status: "hibernating" }), [seats], null).status).toBe("hibernating");
});

it("reads the quantity from the item, never from metadata [case 20]", () => {
  const forged = subscription({ metadata: { seats: "500", quantity: "500" } });
  expect(readSubscription(forged, [item("si_1", "2026-11-01", "2026-12-01", "k", 7)], null).items[0]?.quantity).toBe(7);
});

it("gives nothing for a metered item, which has no quantity", () => {
  const { quantity: _, ...metered } = seats;
  expect(readSubscription(subscription(), [metered], null).items[0]?.quantity).toBe(0);
});

it("knows the end of a subscription from its date, its flag or its schedule", () => {
  const end = (other: Partial<SubscriptionWire>, by: ScheduleWire | null = null) =>
    readSubscription(subscription(other), [seats], by).cancelAt;
  expect(end({})).toBeNull();
  expect(end({ cancel_at: at("2027-03-01") })).toEqual(new Date("2027-03-01"));
  expect(end({ cancel_at_period_end: true })).toEqual(new Date("2026-12-01"));
  expect(end({}, schedule)).toBeNull();
  expect(end({}, { ...schedule, end_behavior: "cancel" })).toEqual(new Date("2027-12-01"));
  expect(end({}, { ...schedule, end_behavior: "cancel", status: "released" })).toBeNull();
});

it("says what a schedule changes next, and nothing once it is over", () => {
  const read = (by: ScheduleWire) => readSubscription(subscription({ schedule: "sub_sched_1" }), [seats], by);
  expect(read(schedule)).toMatchObject({
    scheduleId: "sub_sched_1",
    scheduled: { at: new Date("2026-12-01"), items: [{ lookupKey: "team_seat_yearly", quantity: 3 }] },
  });
  for (const status of ["released", "canceled", "completed"]) {
    expect(read({ ...schedule, status }).scheduled).toBeNull();
  }
  expect(read({ ...schedule, current_phase: { end_date: at("2027-12-01") } }).scheduled).toBeNull();
});

it("says what waits for its payment", () => {
  const pending_update = { expires_at: at("2026-11-21"), subscription_items: [{ price: price("k"), quantity: 9 }] };
  expect(readSubscription(subscription({ pending_update }), [seats], null).pendingUpdate).toEqual({
    expiresAt: new Date("2026-11-21"),
    items: [{ lookupKey: "k", quantity: 9 }],
  });
});

it("reads an amount as it is, in minor units of whatever currency [case 36]", () => {
  expect(readPrice(price("k", 500, "jpy"))).toMatchObject({ unitAmount: 500, currency: "jpy" });
  expect(readPrice(price("k", null))).toMatchObject({ unitAmount: null });
  expect(readPrice(price(null))).toMatchObject({ lookupKey: null });
});

it("knows only what recurs every month or every year", () => {
  const every = (interval: string, interval_count: number) =>
    readPrice({ ...price("k"), recurring: { interval, interval_count } }).interval;
  expect([every("month", 1), every("year", 1)]).toEqual(["month", "year"]);
  expect([every("month", 3), every("week", 1)]).toEqual([null, null]);
  expect(readPrice({ ...price("k"), recurring: null }).interval).toBeNull();
});
