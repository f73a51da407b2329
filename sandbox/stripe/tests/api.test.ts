import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "./world.test-support";

let world: World;
let stripe: Stripe;

beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterAll(() => world.stop());

async function refusal(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`Not refused by Stripe: ${String(error)}`);
}

describe("the catalogue", () => {
  it("is found by its lookup keys, with its products", async () => {
    const keys = ["pro_monthly", "pro_yearly", "team_seat_monthly", "team_seat_yearly", "storage_100gb_monthly"];
    const prices = await stripe.prices.list({ lookup_keys: keys, active: true, expand: ["data.product"], limit: 100 });
    const found = prices.data.map(({ lookup_key, unit_amount, currency, recurring, tax_behavior, product }) => {
      const name = typeof product === "object" && !product.deleted ? product.name : "";
      return [lookup_key, unit_amount, currency, recurring?.interval, tax_behavior, name];
    });
    expect(found.sort()).toEqual([
      ["pro_monthly", 2900, "usd", "month", "exclusive", "Packhouse Pro"],
      ["pro_yearly", 29000, "usd", "year", "exclusive", "Packhouse Pro"],
      ["storage_100gb_monthly", 1000, "usd", "month", "exclusive", "Packhouse storage, 100 GB"],
      ["team_seat_monthly", 1900, "usd", "month", "exclusive", "Packhouse Team"],
      ["team_seat_yearly", 19000, "usd", "year", "exclusive", "Packhouse Team"],
    ]);
  });

  it("refuses a second price with the same key", async () => {
    const [price] = (await stripe.prices.list({ lookup_keys: ["pro_monthly"] })).data;
    const again = { currency: "usd", unit_amount: 3100, product: String(price?.product), lookup_key: "pro_monthly" };
    expect(await refusal(stripe.prices.create(again))).toMatchObject({ statusCode: 400, param: "lookup_key" });
  });
});

describe("customers", () => {
  it("keep what they are told, and unset what is emptied", async () => {
    const customer = await stripe.customers.create({
      name: "Acme",
      email: "billing@acme.example",
      metadata: { packhouse_account: "acc_1", old: "yes" },
    });
    const told = await stripe.customers.update(customer.id, {
      address: { line1: "1 Main St", city: "Springfield", country: "US", postal_code: "12345", state: "OR" },
      invoice_settings: { custom_fields: [{ name: "Purchase order", value: "PO-7" }] },
    });
    const changed = await stripe.customers.update(customer.id, {
      email: "",
      metadata: { old: "", fresh: "1" },
      invoice_settings: { custom_fields: "" },
    });
    expect(told.invoice_settings.custom_fields).toEqual([{ name: "Purchase order", value: "PO-7" }]);
    expect(told.address?.line2).toBeNull();
    expect(changed).toMatchObject({
      name: "Acme",
      email: null,
      metadata: { packhouse_account: "acc_1", fresh: "1" },
      invoice_settings: { custom_fields: null },
    });
    expect(changed.metadata).not.toHaveProperty("old");
  });

  it("answer as deleted once they are, and are no longer listed", async () => {
    const customer = await stripe.customers.create({ email: "gone@acme.example" });
    expect(await stripe.customers.del(customer.id)).toMatchObject({ id: customer.id, deleted: true });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    expect((await stripe.customers.list({ email: "gone@acme.example" })).data).toEqual([]);
    expect(await refusal(stripe.customers.update(customer.id, { name: "No" }))).toMatchObject({ statusCode: 404 });
  });
});

describe("cards", () => {
  it("are attached, and become the default", async () => {
    const customer = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
    const found = await stripe.customers.retrieve(customer.id, { expand: ["invoice_settings.default_payment_method"] });
    expect(found).toMatchObject({
      invoice_settings: { default_payment_method: { id: card.id, card: { brand: "visa", last4: "4242" } } },
    });
  });

  it("of a bank that says no are refused, those that fail later are taken", async () => {
    const { id: customer } = await stripe.customers.create({});
    const error = await refusal(stripe.paymentMethods.attach("pm_card_visa_chargeDeclined", { customer }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code: "card_declined", decline_code: "generic_decline" });
    const taken = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    expect(taken.card?.last4).toBe("0341");
  });
});

describe("pages of a list", () => {
  it("are walked by the SDK to the end, newest first, in both directions", async () => {
    const email = "paged@acme.example";
    const made: string[] = [];
    for (let index = 0; index < 25; index++) made.unshift((await stripe.customers.create({ email })).id);
    const all: string[] = [];
    for await (const customer of stripe.customers.list({ email, limit: 7 })) all.push(customer.id);
    expect(all).toEqual(made);
    const page = await stripe.customers.list({ email, limit: 3, ending_before: all[5] ?? "" });
    expect(page.data.map(({ id }) => id)).toEqual(all.slice(2, 5));
    expect(page).toMatchObject({ object: "list", has_more: true, url: "/v1/customers" });
  });

  it("refuse a limit beyond 100 and a cursor that is nothing", async () => {
    expect(await refusal(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: "limit" });
    expect(await refusal(stripe.customers.list({ limit: 0 }))).toMatchObject({ param: "limit" });
    expect(await refusal(stripe.customers.list({ starting_after: "cus_none" }))).toMatchObject({
      code: "resource_missing",
      param: "starting_after",
    });
  });

  it("are narrowed by instants", async () => {
    const now = world.sandbox.clock.now();
    expect((await stripe.events.list({ created: { gte: now + 60 } })).data).toEqual([]);
    expect((await stripe.events.list({ created: { lte: now + 60 } })).data.length).toBeGreaterThan(0);
  });
});

describe("errors", () => {
  it("come in Stripe's shape: missing objects, parameters, keys and routes", async () => {
    expect(await refusal(stripe.customers.retrieve("cus_none"))).toMatchObject({
      type: "StripeInvalidRequestError",
      statusCode: 404,
      code: "resource_missing",
      param: "id",
      message: "No such customer: 'cus_none'",
    });
    expect(await refusal(stripe.products.create({ name: "" }))).toMatchObject({ code: "parameter_missing" });
    expect(await refusal(stripe.rawRequest("POST", "/v1/customers", { colour: "red" }))).toMatchObject({
      code: "parameter_unknown",
      param: "colour",
    });
    expect(await refusal(stripe.rawRequest("GET", "/v1/nothing"))).toMatchObject({
      statusCode: 404,
      message: "Unrecognized request URL (GET: /v1/nothing).",
    });
    const stranger = new Stripe("sk_live_no", { host: "127.0.0.1", port: world.port, protocol: "http" });
    expect(await refusal(stranger.customers.list())).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  });

  it("say what cannot be expanded, and expand what can", async () => {
    const { id } = await stripe.customers.create({});
    expect(await refusal(stripe.customers.retrieve(id, { expand: ["colour"] }))).toMatchObject({
      message: "This property cannot be expanded (colour).",
    });
    const deep = { expand: ["data.items.data.price.product"] };
    expect((await refusal(stripe.prices.list(deep))).message).toContain("more than 4 levels");
    expect(await stripe.customers.retrieve(id)).not.toHaveProperty("tax_ids");
    const found = await stripe.customers.retrieve(id, { expand: ["tax_ids"] });
    expect(found).toMatchObject({ tax_ids: { object: "list", data: [] } });
  });

  it("carry the id of the request, and the version that was asked for", async () => {
    const { id } = await stripe.customers.create({});
    const found = await stripe.customers.retrieve(id, {}, { apiVersion: "2025-03-31.basil" });
    expect(found.lastResponse.requestId).toMatch(/^req_/);
    expect(found.lastResponse.apiVersion).toBe("2025-03-31.basil");
  });
});

describe("idempotency keys", () => {
  it("answer the same call the same, and refuse another", async () => {
    const once = { idempotencyKey: "checkout:acme:1" };
    const first = await stripe.customers.create({ name: "Once" }, once);
    const again = await stripe.customers.create({ name: "Once" }, once);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers).toMatchObject({
      "idempotent-replayed": "true",
      "original-request": first.lastResponse.requestId,
    });
    const error = await refusal(stripe.customers.create({ name: "Twice" }, once));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error.statusCode).toBe(400);
  });

  it("do not keep what was refused for its parameters", async () => {
    const once = { idempotencyKey: "products:1" };
    expect(await refusal(stripe.products.create({ name: "" }, once))).toMatchObject({ code: "parameter_missing" });
    expect((await stripe.products.create({ name: "Right" }, once)).name).toBe("Right");
  });
});
