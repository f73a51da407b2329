import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { thinEvent } from "../../events/thin";
import { DAY, HOUR, nowOf, startWorld, type World } from "../../tests/world.test-support";

let world: World;
let stripe: Stripe;
let customer: string;
let meter: Stripe.Billing.Meter;
let count = 0;
beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterAll(() => world.stop());
beforeEach(async () => {
  count += 1;
  customer = (await stripe.customers.create({ email: "m@acme.example" })).id;
  meter = await stripe.billing.meters.create({
    display_name: "API calls",
    event_name: `api_calls_${count}`,
    default_aggregation: { formula: "sum" },
  });
});

const now = () => nowOf(world);

function send(value: string, more: Partial<Stripe.Billing.MeterEventCreateParams> = {}, of = customer) {
  return stripe.billing.meterEvents.create({
    event_name: meter.event_name,
    payload: { stripe_customer_id: of, value },
    ...more,
  });
}

async function total(): Promise<number> {
  const start_time = Math.floor(now() / HOUR) * HOUR - 36 * DAY;
  const end_time = Math.floor(now() / HOUR) * HOUR + 2 * HOUR;
  const [sum] = (await stripe.billing.meters.listEventSummaries(meter.id, { customer, start_time, end_time })).data;
  return sum?.aggregated_value ?? 0;
}

it("a meter counts an identifier once in 24 hours [case 37]", async () => {
  const identifier = `ledger-${count}`;
  expect(await send("5", { identifier })).toMatchObject({
    object: "billing.meter_event",
    identifier,
    payload: { value: "5" },
  });
  await expect(send("5", { identifier })).rejects.toMatchObject({
    statusCode: 400,
    type: "StripeInvalidRequestError",
    message: `An event already exists with identifier ${identifier}.`,
  });
  expect(await total()).toBe(5);
  await world.advance(DAY + 1);
  await send("2", { identifier });
  expect(await total()).toBe(7);
});

it("a meter takes 35 days of the past and 5 minutes of the future [case 37]", async () => {
  await send("1", { timestamp: now() - 35 * DAY + 60 });
  await send("2", { timestamp: now() + 4 * 60 });
  await expect(send("4", { timestamp: now() - 35 * DAY - 60 })).rejects.toMatchObject({
    code: "timestamp_too_far_in_past",
  });
  await expect(send("8", { timestamp: now() + 6 * 60 })).rejects.toMatchObject({ code: "timestamp_in_future" });
  expect(await total()).toBe(3);
});

it("a meter tells of an event that it took and could not count [case 37]", async () => {
  await send("3");
  await send("3", { identifier: `lost-${count}` }, "cus_nobody");
  await send("a lot");
  expect(await total()).toBe(3);
  const told = world.sandbox.store
    .all("event")
    .filter(
      ({ type, data }) => type === "v1.billing.meter.error_report_triggered" && JSON.stringify(data).includes(meter.id),
    );
  expect(told).toHaveLength(2);
  const first = told.at(-1);
  if (!first) throw new Error("nothing was told");
  expect(thinEvent(first)).toMatchObject({
    object: "v2.core.event",
    type: "v1.billing.meter.error_report_triggered",
    related_object: { id: meter.id, type: "billing.meter" },
  });
  expect(first.data).toMatchObject({
    object: {
      data: {
        reason: {
          error_count: 1,
          error_types: [
            {
              code: "meter_event_customer_not_found",
              sample_errors: [{ request: { identifier: `lost-${count}` } }],
            },
          ],
        },
      },
    },
  });
  expect(JSON.stringify((await stripe.events.list({ limit: 100 })).data)).not.toContain("error_report_triggered");
});

it("refuses a meter that is unknown, taken or switched off", async () => {
  const create = {
    display_name: "x",
    event_name: meter.event_name,
    default_aggregation: { formula: "count" as const },
  };
  await expect(stripe.billing.meters.create(create)).rejects.toThrow("An active meter already exists");
  expect(await stripe.billing.meters.deactivate(meter.id)).toMatchObject({ status: "inactive" });
  await expect(send("1")).rejects.toMatchObject({ code: "no_meter" });
  expect(await stripe.billing.meters.reactivate(meter.id)).toMatchObject({ status: "active" });
  await send("1");
});

it("sums by hour, and asks for whole hours", async () => {
  const start_time = Math.floor(now() / HOUR) * HOUR - 2 * HOUR;
  await send("1", { timestamp: start_time + 10 });
  await send("2", { timestamp: start_time + 20 });
  await send("4", { timestamp: start_time + HOUR });
  const window = { customer, start_time, end_time: start_time + 2 * HOUR, value_grouping_window: "hour" as const };
  const sums = await stripe.billing.meters.listEventSummaries(meter.id, window);
  expect(sums.data.map((sum) => [sum.start_time, sum.aggregated_value])).toEqual([
    [start_time + HOUR, 4],
    [start_time, 3],
  ]);
  await expect(
    stripe.billing.meters.listEventSummaries(meter.id, { ...window, start_time: start_time + 1 }),
  ).rejects.toMatchObject({ param: "start_time" });
});
