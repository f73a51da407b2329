import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { RunningSandbox } from "../server";
import { clientOf, control, start } from "./sdk.test-support";

const DAY_S = 86_400;

let running: RunningSandbox;
let stripe: Stripe;

beforeEach(async () => {
  running = await start();
  stripe = clientOf(running);
});
afterEach(() => running.stop());

async function subscribe() {
  const customer = await stripe.customers.create({ name: "Acme" });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  const [price] = (await stripe.prices.list({ lookup_keys: ["team_seat_monthly"] })).data;
  const items = [{ price: price?.id ?? "", quantity: 3 }];
  return { customer, card, subscription: await stripe.subscriptions.create({ customer: customer.id, items }) };
}

async function invoicesOf(customer: string) {
  const { data } = await stripe.invoices.list({ customer, limit: 100 });
  return data.map(({ status, total }) => [status, total]);
}

it("renews by the global clock, month after month, in one advance", async () => {
  const { customer, subscription } = await subscribe();
  expect(subscription.status).toBe("active");
  await running.advance(95 * DAY_S);
  expect(await invoicesOf(customer.id)).toEqual(Array.from({ length: 4 }, () => ["paid", 5_700]));
  const created = (await stripe.invoices.list({ customer: customer.id })).data.map((invoice) => invoice.created);
  expect(new Set(created).size).toBe(4);
});

it("ends the subscriptions of a customer that is deleted", async () => {
  const { customer, subscription } = await subscribe();
  await stripe.customers.del(customer.id);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "canceled" });
  const { data } = await stripe.events.list({ types: ["customer.deleted", "customer.subscription.deleted"] });
  expect(data.map(({ type }) => type)).toEqual(["customer.deleted", "customer.subscription.deleted"]);
});

it("forgets a card as the default of all that named it when it is detached", async () => {
  const { customer, card, subscription } = await subscribe();
  await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id });
  await stripe.paymentMethods.detach(card.id);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ default_payment_method: null });
  expect(await stripe.customers.retrieve(customer.id, { expand: ["subscriptions"] })).toMatchObject({
    invoice_settings: { default_payment_method: null },
    subscriptions: { data: [{ id: subscription.id }] },
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
  expect(await control(running, "POST", "/disputes", { invoice, reason: "fraudulent" })).toMatchObject({
    object: "dispute",
    amount: 5_700,
    reason: "fraudulent",
  });
  const { data } = await stripe.events.list({ type: "charge.dispute.*" });
  expect(data.map(({ type }) => type)).toContain("charge.dispute.created");
  expect(await invoicesOf(customer.id)).toEqual([["paid", 5_700]]);
  expect(await control(running, "POST", "/settings", { final: "cancel", tax: { DE: 19 } })).toMatchObject({
    final: "cancel",
    tax: { DE: 19 },
  });
  await expect(control(running, "POST", "/settings", { final: "never" })).rejects.toThrow(/must be one of/);
});
