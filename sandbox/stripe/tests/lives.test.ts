import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { detach } from "../resources/payment-methods";
import { control, DAY, eventsOf, giveCard, newCustomer, priceOf, startWorld, type World } from "./world.test-support";

let world: World;
let stripe: Stripe;

beforeEach(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterEach(() => world.stop());

async function subscribe() {
  const customer = await newCustomer(world, null);
  const card = await giveCard(world, customer.id, "pm_card_visa");
  const items = [{ price: await priceOf(world, "team_seat_monthly"), quantity: 3 }];
  return { customer, card, subscription: await stripe.subscriptions.create({ customer: customer.id, items }) };
}

async function invoicesOf(customer: string) {
  const { data } = await stripe.invoices.list({ customer, limit: 100 });
  return data.map(({ status, total }) => [status, total]);
}

it("renews by the clock, month after month, in one advance", async () => {
  const { customer, subscription } = await subscribe();
  expect(subscription.status).toBe("active");
  await world.advance(95 * DAY);
  expect(await invoicesOf(customer.id)).toEqual(Array.from({ length: 4 }, () => ["paid", 5_700]));
  const created = (await stripe.invoices.list({ customer: customer.id })).data.map((invoice) => invoice.created);
  expect(new Set(created).size).toBe(4);
});

it("ends the subscriptions of a customer that is deleted", async () => {
  const { customer, subscription } = await subscribe();
  await stripe.customers.del(customer.id);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "canceled" });
  expect(eventsOf(world).slice(-2)).toEqual(["customer.subscription.deleted", "customer.deleted"]);
});

it("forgets a card as the default of all that named it when it is detached", async () => {
  const { customer, card, subscription } = await subscribe();
  await stripe.subscriptions.update(subscription.id, { default_payment_method: card });
  detach(world.sandbox, card);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ default_payment_method: null });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
    invoice_settings: { default_payment_method: null },
  });
});

it("expands what is nested, in lists too", async () => {
  const { customer } = await subscribe();
  const { data } = await stripe.subscriptions.list({
    customer: customer.id,
    expand: ["data.latest_invoice.payments", "data.customer"],
  });
  expect(data[0]).toMatchObject({
    customer: { id: customer.id },
    latest_invoice: { object: "invoice", payments: { object: "list", data: [{ object: "invoice_payment" }] } },
  });
});

it("lets a bank take a payment back, and an account choose its settings, through the control API", async () => {
  const { customer, subscription } = await subscribe();
  const invoice = String(subscription.latest_invoice);
  expect(await control(world, "POST", "/disputes", { invoice, reason: "fraudulent" })).toMatchObject({
    object: "dispute",
    amount: 5_700,
    reason: "fraudulent",
  });
  expect(eventsOf(world)).toContain("charge.dispute.created");
  expect(await invoicesOf(customer.id)).toEqual([["paid", 5_700]]);
  expect(await control(world, "POST", "/settings", { final: "cancel", tax: { DE: 19 } })).toMatchObject({
    final: "cancel",
    tax: { DE: 19 },
  });
  await expect(control(world, "POST", "/settings", { final: "never" })).rejects.toThrow(/must be one of/);
});
