import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { card, follow, press, visit, wordsOf } from "../browser.test-support";
import { customerWith, priceOf, startWorld, typesOf, type World } from "../world.test-support";

let world: World;
let stripe: Stripe;
let monthly: Stripe.Price;
let yearly: Stripe.Price;
beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
  monthly = await priceOf(stripe, "team_seat_monthly");
  yearly = await priceOf(stripe, "team_seat_yearly");
});
afterAll(() => world.running.stop());

function configure(update: Partial<Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate> = {}) {
  return stripe.billingPortal.configurations.create({
    features: {
      customer_update: { enabled: true, allowed_updates: ["name", "email", "address", "tax_id"] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: "at_period_end" },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price", "quantity"],
        proration_behavior: "always_invoice",
        products: [
          {
            product: String(monthly.product),
            prices: [monthly.id, yearly.id],
            adjustable_quantity: { enabled: true, minimum: 3, maximum: 50 },
          },
        ],
        schedule_at_period_end: { conditions: [{ type: "decreasing_item_amount" }, { type: "shortening_interval" }] },
        ...update,
      },
    },
  });
}

async function openPortal(more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}, seats = 5, bank?: string) {
  const customer = await customerWith(stripe, bank);
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: monthly.id, quantity: seats }] });
  const configuration = (await configure()).id;
  const session = await stripe.billingPortal.sessions.create({
    customer,
    configuration,
    return_url: "http://localhost/billing",
    ...more,
  });
  const at = (view: string) => visit(`${session.url}?view=${view}&subscription=${subscription.id}`);
  return { customer, subscription, session, at, page: await visit(session.url) };
}

async function itemOf(subscription: string) {
  const [item] = (await stripe.subscriptions.retrieve(subscription)).items.data;
  if (!item) throw new Error("no item");
  return item;
}

it("more seats in the portal are charged as the page said, and Stripe tells of it [case 30]", async () => {
  const { customer, subscription, at } = await openPortal();
  const review = await press(await at("update"), "review", { quantity: "7" });
  expect(wordsOf(review)).toContain("New plan: 7 × Packhouse Team, $133.00 per month");
  const [, due = ""] = /Due now: \$([\d.]+)/.exec(wordsOf(review)) ?? [];
  const done = await press(review, "update");
  expect(wordsOf(await follow(done))).toContain("The plan is updated.");
  expect((await itemOf(subscription.id)).quantity).toBe(7);
  const [invoice] = (await stripe.invoices.list({ customer, limit: 1 })).data;
  expect(invoice).toMatchObject({ billing_reason: "subscription_update", status: "paid" });
  expect(((invoice?.total ?? 0) / 100).toFixed(2)).toBe(due);
  expect(await typesOf(stripe, subscription.id)).toContain("customer.subscription.updated");
});

it("the portal never goes beyond what the configuration allows [case 30]", async () => {
  const { subscription, at } = await openPortal();
  for (const quantity of ["2", "51", "-1", "1.5", "x"]) {
    const refused = await press(await at("update"), "review", { quantity });
    expect(wordsOf(refused)).toMatch(/Enter a (number from 3 to 50|whole number)\./);
    expect((await press(await at("update"), "update", { quantity })).location).toContain("done=updated");
  }
  const pro = await priceOf(stripe, "pro_monthly");
  expect(wordsOf(await press(await at("update"), "review", { price: pro.id, quantity: "5" }))).toContain("Choose one");
  expect(await itemOf(subscription.id)).toMatchObject({ quantity: 5, price: { id: monthly.id } });
});

it("fewer seats and a shorter interval wait for the end of the period [case 30]", async () => {
  const { subscription, at, session } = await openPortal();
  const review = await press(await at("update"), "review", { quantity: "3" });
  expect(wordsOf(review)).toMatch(/The change takes effect on .* Nothing is due now\./);
  expect(wordsOf(await follow(await press(review, "update")))).toContain("scheduled for the end of the period");
  expect((await itemOf(subscription.id)).quantity).toBe(5);
  expect(wordsOf(await visit(session.url))).toContain("A change takes effect on");
  await world.running.advance(32 * 86_400);
  expect((await itemOf(subscription.id)).quantity).toBe(3);
});

it("charges a longer interval at once", async () => {
  const { subscription, at } = await openPortal();
  const review = await press(await at("update"), "review", { price: yearly.id, quantity: "5" });
  expect(wordsOf(review)).toMatch(/Due now: \$8\d\d\.\d\d/);
  await press(review, "update");
  expect((await itemOf(subscription.id)).price.id).toBe(yearly.id);
});

it("says why the card was refused, and changes nothing", async () => {
  const { customer, subscription, at } = await openPortal();
  const { id } = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  const refused = await press(await press(await at("update"), "review", { quantity: "9" }), "update");
  expect(wordsOf(refused)).toContain("Your card was declined.");
  expect((await itemOf(subscription.id)).quantity).toBe(5);
});

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
  const [first] = (await stripe.paymentMethods.list({ customer })).data.filter(({ card }) => card?.last4 === "4242");
  expect(wordsOf(saved)).toContain("Mastercard ending in 4444, expires 12/2034");
  expect(saved.html).toContain(`value="${first?.id}"`);
  await press(saved, "remove_card");
  expect((await stripe.paymentMethods.list({ customer })).data.map(({ card }) => card?.last4)).toEqual(["4444"]);
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

it("opens at the confirmation of a change that the product chose", async () => {
  const { customer, subscription } = await openPortal();
  const item = await itemOf(subscription.id);
  const items = [{ id: item.id, price: monthly.id, quantity: 8 }];
  const session = await stripe.billingPortal.sessions.create({
    customer,
    configuration: (await configure()).id,
    flow_data: {
      type: "subscription_update_confirm",
      subscription_update_confirm: { subscription: subscription.id, items },
    },
  });
  const page = await visit(session.url);
  expect(wordsOf(page)).toContain("New plan: 8 × Packhouse Team, $152.00 per month");
  await press(page, "update");
  expect((await itemOf(subscription.id)).quantity).toBe(8);
});

it("lists invoices with their pages, links back, and ends after an hour", async () => {
  const { page } = await openPortal();
  expect(page.html).toContain('href="http://localhost/billing"');
  const [, invoice = ""] = /href="(\/pages\/invoices\/in_[A-Za-z0-9]+)"/.exec(page.html) ?? [];
  expect(wordsOf(await visit(new URL(invoice, page.url).href))).toContain("Paid");
  await world.running.advance(3601);
  expect(wordsOf(await visit(page.url))).toContain("Link expired");
});

it("refuses what its configuration leaves out, and what belongs to another customer", async () => {
  const { subscription } = await openPortal();
  const customer = await customerWith(stripe);
  const bare = await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
  const session = await stripe.billingPortal.sessions.create({ customer, configuration: bare.id });
  const page = await visit(session.url);
  expect(wordsOf(page)).not.toMatch(/Add payment method|Billing details|Cancel plan/);
  const steal = `${session.url}?view=cancel&subscription=${subscription.id}`;
  expect((await visit(steal)).status).toBe(400);
  await expect(
    stripe.billingPortal.sessions.create({
      customer,
      flow_data: { type: "subscription_cancel", subscription_cancel: { subscription: subscription.id } },
    }),
  ).rejects.toMatchObject({ code: "resource_missing", statusCode: 400 });
});
