import Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { clientOf, control, startWorld, type World } from "./world.test-support";

let world: World;
let stripe: Stripe;

beforeEach(async () => {
  world = await startWorld({ catalogue: false });
  stripe = world.stripe;
});
afterEach(() => world.stop());

const fault = (effect: string, more: object = {}) => control(world, "POST", "/faults", { effect, ...more });
const count = () => world.sandbox.store.all("customer").length;

it("refuses by rate as often as it is told, and only where", async () => {
  await fault("rate_limit", { method: "POST", path: "/v1/customers", times: 2 });
  for (let call = 0; call < 2; call++) {
    await expect(stripe.customers.create({})).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  }
  expect((await stripe.customers.list()).data).toEqual([]);
  await stripe.customers.create({});
  expect(count()).toBe(1);
});

it("fails before the effect, and lets calls pass first", async () => {
  await fault("error", { path: "/v1/customers", skip: 1 });
  await stripe.customers.create({});
  await expect(stripe.customers.create({})).rejects.toMatchObject({ statusCode: 500, type: "StripeAPIError" });
  expect(count()).toBe(1);
});

it("a fault can fail after the effect, and answers the same key with that failure for ever [case 38]", async () => {
  await fault("error_after", { path: "/v1/customers" });
  const once = { idempotencyKey: "acme:500" };
  await expect(stripe.customers.create({}, once)).rejects.toMatchObject({ statusCode: 500 });
  const again = stripe.customers.create({}, once).catch((error: unknown) => error);
  expect(await again).toMatchObject({ statusCode: 500, headers: { "idempotent-replayed": "true" } });
  expect(count()).toBe(1);
  await stripe.customers.create({}, { idempotencyKey: "acme:501" });
  expect(count()).toBe(2);
});

it.each(["hang_after", "reset_after"])(
  "loses the answer (%s), and the SDK's own retry finds the effect",
  async (effect) => {
    await fault(effect, { path: "/v1/customers" });
    const patient = clientOf(world.port, { maxNetworkRetries: 1, timeout: 200 });
    const customer = await patient.customers.create({ name: "Once" });
    expect(customer.lastResponse.headers).toMatchObject({ "idempotent-replayed": "true" });
    expect(count()).toBe(1);
  },
);

it.each(["hang", "reset"])("breaks off (%s) without an effect", async (effect) => {
  // The SDK tries once more by itself when a connection that it kept is cut.
  await fault(effect, { path: "/v1/customers", times: 0 });
  const hasty = clientOf(world.port, { timeout: 200 });
  await expect(hasty.customers.create({})).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
  expect(count()).toBe(0);
});

it("keeps a log of the calls", async () => {
  await stripe.customers.create({}, { idempotencyKey: "logged" });
  await fault("error", { times: 0 });
  await stripe.customers.list().catch(() => {});
  await control(world, "DELETE", "/faults");
  expect(await control(world, "GET", "/requests")).toMatchObject({
    requests: [
      { method: "POST", path: "/v1/customers", status: 200, key: "logged" },
      { method: "GET", path: "/v1/customers", status: 500, key: null },
    ],
  });
});

it("refuses pages of other sites", async () => {
  const reset = (origin: string) =>
    fetch(`${world.url}/_control/reset`, { method: "POST", headers: { origin } }).then(({ status }) => status);
  expect(await reset("https://elsewhere.example")).toBe(403);
  expect(await reset(world.url)).toBe(200);
});

it("refuses a fault that it does not know", async () => {
  await expect(fault("explode")).rejects.toThrow(/must be one of/);
  await expect(control(world, "POST", "/faults", { target: "delivery" })).rejects.toThrow(/Missing required param/);
});
