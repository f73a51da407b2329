import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { createEndpoint } from "../resources/webhook-endpoints";
import { type Receiver, startReceiver } from "./receiver.test-support";
import { control, startWorld, type World } from "./world.test-support";

const SECRET = "whsec_of_the_dashboard";
const DAY_S = 86_400;
const shape = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      pending_webhooks: z.number(),
      deliveries: z.array(z.object({ status: z.string(), attempts: z.number(), next_at: z.number() })),
    }),
  ),
});

let world: World;
let receiver: Receiver;
let stripe: Stripe;

beforeEach(async () => {
  receiver = await startReceiver();
  world = await startWorld({ catalogue: false, dashboardWebhook: { url: receiver.url, secret: SECRET } });
  stripe = world.stripe;
});
afterEach(async () => {
  await world.stop();
  await receiver.stop();
});

async function customers(...names: string[]): Promise<void> {
  for (const name of names) await stripe.customers.create({ name });
}

/** Verified by the SDK: what was received since the last look. */
function verified(secret = SECRET): Stripe.Event[] {
  return receiver.take().map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, secret));
}

function namesOf(events: readonly Stripe.Event[]): string[] {
  return events.map(({ data }) => ("name" in data.object ? String(data.object.name) : ""));
}

async function deliveries() {
  const { events } = shape.parse(await control(world, "GET", "/events"));
  return events;
}

it("are signed, name their request, and are no longer pending once they are taken", async () => {
  const made = await stripe.customers.create({ name: "Acme" }, { idempotencyKey: "acme:1" });
  await world.settle();
  const [event] = verified();
  expect(event).toMatchObject({
    object: "event",
    type: "customer.created",
    api_version: "2026-10-28.endive",
    livemode: false,
    pending_webhooks: 1,
    request: { id: made.lastResponse.requestId, idempotency_key: "acme:1" },
    data: { object: { id: made.id, name: "Acme" } },
  });
  expect((await stripe.events.list({ limit: 1 })).data).toMatchObject([{ id: event?.id, pending_webhooks: 0 }]);
  await stripe.customers.update(made.id, { name: "Acme Inc" });
  await world.settle();
  expect(verified()[0]?.data).toMatchObject({ object: { name: "Acme Inc" }, previous_attributes: { name: "Acme" } });
});

it("reach only the endpoints that want them, in the version of each", async () => {
  const secret = "whsec_of_another";
  const enabled_events = ["product.created"];
  createEndpoint(
    world.sandbox,
    { url: `${receiver.url}?second`, enabled_events, api_version: "2025-03-31.basil" },
    secret,
  );
  await stripe.products.create({ name: "Both" });
  await world.settle();
  const versions = receiver.take().map(({ body, signature }) => {
    const ours =
      signature === stripe.webhooks.generateTestHeaderString({ payload: body, secret: SECRET, ...at(signature) });
    return stripe.webhooks.constructEvent(body, signature, ours ? SECRET : secret).api_version;
  });
  expect(versions.sort()).toEqual(["2025-03-31.basil", "2026-10-28.endive"]);
  await customers("Only the first");
  await world.settle();
  expect(receiver.take()).toHaveLength(1);
});

function at(signature: string) {
  return { timestamp: Number(/t=(\d+)/.exec(signature)?.[1]) };
}

it("are tried again with growing pauses until they are taken", async () => {
  receiver.answerWith(500);
  await customers("Late");
  await world.settle();
  expect(receiver.take()).toHaveLength(1);
  const pauses: number[] = [];
  for (let attempt = 1; attempt < 6; attempt++) {
    const [event] = await deliveries();
    const pause = (event?.deliveries[0]?.next_at ?? 0) - world.sandbox.clock.now();
    pauses.push(pause);
    await world.advance(pause);
    expect(receiver.take()).toHaveLength(1);
  }
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(15);
  receiver.answerWith(200);
  await world.advance(3_600);
  expect(namesOf(verified())).toEqual(["Late"]);
  await world.advance(DAY_S);
  expect(receiver.take()).toEqual([]);
});

it("are given up after three days of the sandbox's time", async () => {
  receiver.answerWith(503);
  await customers("Never");
  await world.settle();
  for (let day = 0; day < 4; day++) await world.advance(DAY_S);
  const [event] = await deliveries();
  expect(event).toMatchObject({ pending_webhooks: 1, deliveries: [{ status: "failed" }] });
  const attempts = receiver.take().length;
  await world.advance(DAY_S);
  expect(attempts).toBeGreaterThan(3);
  expect(receiver.take()).toEqual([]);
});

it("are held and released in a chosen order", async () => {
  await control(world, "POST", "/faults", { target: "delivery", effect: "hold", times: 3 });
  await customers("one", "two", "three", "four");
  await world.settle();
  expect(namesOf(verified())).toEqual(["four"]);
  const held = (await deliveries()).filter((event) => event.deliveries[0]?.status === "held").map(({ id }) => id);
  const [three = "", two = "", one = ""] = held;
  await control(world, "POST", "/events/release", { order: [two, three] });
  expect(namesOf(verified())).toEqual(["two", "three"]);
  await control(world, "POST", "/events/release", {});
  expect(namesOf(verified())).toEqual(["one"]);
  expect(one).not.toBe("");
});

it("are dropped, delayed, doubled, spoilt and signed by a stranger when a fault says so", async () => {
  const fault = (effect: string, more: object = {}) =>
    control(world, "POST", "/faults", { target: "delivery", type: "customer.*", effect, ...more });
  await fault("drop");
  await fault("delay", { seconds: 3_600 });
  await fault("duplicate", { copies: 3 });
  await fault("corrupt");
  await fault("resign", { secret: "whsec_stranger" });
  await customers("dropped", "delayed");
  await world.settle();
  expect(receiver.take()).toEqual([]);
  await customers("tripled");
  await world.settle();
  expect(namesOf(verified())).toEqual(["tripled", "tripled", "tripled"]);
  await customers("spoilt");
  await world.settle();
  expect(() => verified()).toThrow(/signature/i);
  await customers("strange");
  await world.settle();
  expect(namesOf(verified("whsec_stranger"))).toEqual(["strange"]);
  await world.advance(3_600);
  expect(namesOf(verified())).toEqual(["delayed"]);
});

it("come after a dropped one too, by the list of events", async () => {
  await control(world, "POST", "/faults", { target: "delivery", effect: "drop", times: 0 });
  await customers("lost");
  await world.settle();
  expect(receiver.take()).toEqual([]);
  const missed = await stripe.events.list();
  expect(namesOf(missed.data)).toEqual(["lost"]);
  await control(world, "DELETE", "/faults");
  await customers("seen");
  await world.settle();
  expect(namesOf(verified())).toEqual(["seen"]);
});
