import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fieldsOf } from "../../http/fields";
import { card, follow, press, visit, wordsOf } from "../../tests/browser.test-support";
import { newCustomer, priceOf, startWorld, type World } from "../../tests/world.test-support";
import { cardsOf } from "./cards";

let world: World;
let stripe: Stripe;
let monthly: string;
beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
  monthly = await priceOf(world, "team_seat_monthly");
});
afterAll(() => world.stop());

const on = { enabled: true };
const FEATURES = {
  customer_update: {
    ...on,
    allowed_updates: ["name" as const, "email" as const, "address" as const, "tax_id" as const],
  },
  invoice_history: on,
  payment_method_update: on,
  subscription_cancel: on,
};

function configure(features: Stripe.BillingPortal.ConfigurationCreateParams.Features) {
  return stripe.billingPortal.configurations.create({ features });
}

async function openPortal(more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) {
  const { id: customer } = await newCustomer(world);
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: monthly, quantity: 5 }] });
  const session = await stripe.billingPortal.sessions.create({
    customer,
    configuration: (await configure(FEATURES)).id,
    return_url: "http://localhost/billing",
    ...more,
  });
  const at = (view: string) => visit(`${session.url}?view=${view}&subscription=${subscription.id}`);
  return { customer, subscription, at, page: await visit(session.url) };
}

it("cancels at the period's end, and takes that back", async () => {
  const { subscription, at } = await openPortal();
  const canceled = await follow(await press(await at("cancel"), "cancel"));
  expect(wordsOf(canceled)).toContain("Ends on");
  expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(true);
  expect(wordsOf(await follow(await press(canceled, "resume")))).toContain("The plan goes on.");
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    cancel_at_period_end: false,
    cancel_at: null,
    status: "active",
  });
});

it("saves a card, asks the bank where it must, and charges it from now on", async () => {
  const flow_data = {
    type: "payment_method_update" as const,
    after_completion: { type: "redirect" as const, redirect: { return_url: "http://localhost/fixed" } },
  };
  const { customer, page } = await openPortal({ flow_data });
  expect(wordsOf(page)).toContain("Add payment method");
  expect(wordsOf(await press(page, "card", card("4000 0000 0000 0002")))).toContain("Your card was declined.");
  const asked = await press(page, "card", card("4000 0025 0000 3155"));
  expect(wordsOf(asked)).toContain("Confirm with your bank");
  expect(wordsOf(await press(asked, "refuse"))).toContain("Your bank did not confirm the card.");
  expect((await press(asked, "confirm")).location).toBe("http://localhost/fixed");
  const saved = await stripe.customers.retrieve(customer, { expand: ["invoice_settings.default_payment_method"] });
  expect(saved).toMatchObject({ invoice_settings: { default_payment_method: { card: { last4: "3155" } } } });
});

it("makes a card the default, and removes another", async () => {
  const { customer, page } = await openPortal();
  const saved = await follow(await press(await visit(`${page.url}?view=card`), "card", card("5555 5555 5555 4444")));
  const numbers = () => cardsOf(world.sandbox, customer).map(({ card }) => fieldsOf(card).last4);
  const first = cardsOf(world.sandbox, customer).find(({ card }) => fieldsOf(card).last4 === "4242");
  expect(numbers()).toEqual(["4444", "4242"]);
  expect(wordsOf(saved)).toContain("Mastercard ending in 4444, expires 12/2034");
  expect(saved.html).toContain(`value="${first?.id}"`);
  await press(saved, "remove_card");
  expect(numbers()).toEqual(["4444"]);
});

it("changes the billing details, with tax IDs and a purchase order", async () => {
  const { customer, page } = await openPortal();
  const bad = await press(page, "details", { email: "nobody" });
  expect(wordsOf(bad)).toContain("Enter an email address.");
  await press(page, "details", {
    billing_name: "Acme GmbH",
    email: "billing@acme.example",
    line1: "1 Main St",
    city: "Berlin",
    postal_code: "10115",
    country: "DE",
    purchase_order: "PO-9",
  });
  const wrong = await press(page, "add_tax_id", { tax_id_type: "eu_vat", tax_id_value: "12" });
  expect(wordsOf(wrong)).toContain("Invalid value for eu_vat.");
  await press(page, "add_tax_id", { tax_id_type: "eu_vat", tax_id_value: "DE123456789" });
  expect(await stripe.customers.retrieve(customer, { expand: ["tax_ids"] })).toMatchObject({
    name: "Acme GmbH",
    email: "billing@acme.example",
    address: { city: "Berlin", country: "DE" },
    invoice_settings: { custom_fields: [{ name: "Purchase order", value: "PO-9" }] },
    tax_ids: { data: [{ value: "DE123456789" }] },
  });
});

it("lists invoices with their pages, links back, and ends after an hour", async () => {
  const { page } = await openPortal();
  expect(page.html).toContain('href="http://localhost/billing"');
  const [, invoice = ""] = /href="(\/pages\/invoices\/in_[A-Za-z0-9]+)"/.exec(page.html) ?? [];
  expect(wordsOf(await visit(new URL(invoice, page.url).href))).toContain("Paid");
  await world.advance(3601);
  expect(wordsOf(await visit(page.url))).toContain("Link expired");
});

it("refuses what its configuration leaves out, what belongs to another customer, and to change plans", async () => {
  const { subscription } = await openPortal();
  const { id: customer } = await newCustomer(world);
  const bare = await configure({ invoice_history: on });
  const session = await stripe.billingPortal.sessions.create({ customer, configuration: bare.id });
  const page = await visit(session.url);
  expect(wordsOf(page)).not.toMatch(/Add payment method|Billing details|Cancel plan/);
  const steal = `${session.url}?view=cancel&subscription=${subscription.id}`;
  expect((await visit(steal)).status).toBe(400);
  await expect(configure({ subscription_update: on })).rejects.toMatchObject({ statusCode: 400 });
  expect((await configure({ subscription_update: { enabled: false } })).features.subscription_update.enabled).toBe(
    false,
  );
});
