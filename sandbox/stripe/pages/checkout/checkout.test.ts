import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { card, press, visit, wordsOf } from "../../tests/browser.test-support";
import { control, priceOf, startWorld, type World } from "../../tests/world.test-support";

let world: World;
let stripe: Stripe;
beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterAll(() => world.stop());

const SUCCESS = "http://localhost/done?session={CHECKOUT_SESSION_ID}";
const CANCEL = "http://localhost/back";

type Wanted = Partial<Stripe.Checkout.SessionCreateParams> & { seats?: number; key?: string };

async function openSession({ seats = 3, key = "team_seat_monthly", ...more }: Wanted = {}) {
  const customer = await stripe.customers.create({ email: "ada@acme.example", name: "Acme" });
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [
      {
        price: await priceOf(world, key),
        quantity: seats,
        adjustable_quantity: { enabled: true, minimum: 3, maximum: 20 },
      },
    ],
    success_url: SUCCESS,
    cancel_url: CANCEL,
    ...more,
  });
  return { customer, session, page: await visit(session.url ?? "") };
}

function subscriptionsOf(customer: string) {
  return stripe.subscriptions.list({ customer, status: "all" });
}

async function typesOf(customer: string): Promise<string[]> {
  const types: string[] = [];
  for await (const event of stripe.events.list({ limit: 100 })) {
    if (JSON.stringify(event.data.object).includes(customer)) types.unshift(event.type);
  }
  return types;
}

it("the buyer edits 3 seats to 7, and the subscription's item says 7 while the metadata says 3 [case 20]", async () => {
  const { customer, session, page } = await openSession({ metadata: { seats: "3" } });
  expect(wordsOf(page)).toContain("Total due today $57.00");
  const adjusted = await press(page, "update", { quantity_0: "7" });
  expect(wordsOf(adjusted)).toContain("Total due today $133.00");
  const done = await press(adjusted, "pay", card());
  expect(done.location).toBe(`http://localhost/done?session=${session.id}`);
  const [subscription] = (await subscriptionsOf(customer.id)).data;
  expect(subscription).toMatchObject({ status: "active", items: { data: [{ quantity: 7 }] } });
  const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ["line_items", "invoice"] });
  expect(after).toMatchObject({
    status: "complete",
    payment_status: "paid",
    amount_total: 13_300,
    subscription: subscription?.id,
    metadata: { seats: "3" },
    line_items: { data: [{ quantity: 7, amount_total: 13_300 }] },
    invoice: { status: "paid", amount_paid: 13_300, billing_reason: "subscription_create" },
  });
});

it("the page keeps the quantity within its bounds, and charges no total that was not shown [case 20]", async () => {
  const { customer, page } = await openSession();
  expect(wordsOf(await press(page, "update", { quantity_0: "2" }))).toContain("Total due today $57.00");
  expect(wordsOf(await press(page, "update", { quantity_0: "900" }))).toContain("Total due today $380.00");
  const again = await press(await visit(page.url), "less:0");
  expect(wordsOf(again)).toContain("Total due today $361.00");
  const unseen = await press(again, "pay", { ...card(), quantity_0: "5" });
  expect(unseen.location).toBeNull();
  expect(wordsOf(unseen)).toContain("The total is now $95.00. Check it, then pay.");
  expect((await subscriptionsOf(customer.id)).data).toEqual([]);
  expect((await press(unseen, "pay", card())).location).not.toBeNull();
  const [subscription] = (await subscriptionsOf(customer.id)).data;
  expect(subscription?.items.data[0]?.quantity).toBe(5);
});

it("pays once when Pay is clicked twice, and refuses to complete a session again", async () => {
  const { customer, page } = await openSession();
  const [first, second] = await Promise.all([press(page, "pay", card()), press(page, "pay", card())]);
  expect(first.location).toBe(second.location);
  expect((await press(page, "pay", card())).location).toBe(first.location);
  expect((await visit(page.url)).location).toBe(first.location);
  expect((await subscriptionsOf(customer.id)).data).toHaveLength(1);
  expect((await stripe.invoices.list({ customer: customer.id })).data).toHaveLength(1);
  expect((await typesOf(customer.id)).filter((type) => type === "checkout.session.completed")).toHaveLength(1);
});

it.each([
  ["4000 0000 0000 0002", "Your card was declined."],
  ["4000 0000 0000 9995", "Your card has insufficient funds."],
  ["4000 0000 0000 0341", "Your card was declined."],
  ["4000 0000 0000 0069", "Your card has expired."],
  ["4000 0000 0000 0127", "Your card's security code is incorrect."],
  ["4111 1111 1111 1111", "knows only Stripe's test card numbers"],
  ["4242 4242 4242 4241", "Your card number is invalid."],
])("shows why %s is refused, creates nothing, and takes another card", async (number, words) => {
  const { customer, page } = await openSession();
  const refused = await press(page, "pay", card(number));
  expect(wordsOf(refused)).toContain(words);
  expect(refused.html).not.toContain(number.replaceAll(" ", ""));
  expect((await subscriptionsOf(customer.id)).data).toEqual([]);
  expect((await press(refused, "pay", card())).location).toContain("/done");
  expect((await subscriptionsOf(customer.id)).data).toHaveLength(1);
});

it("lets Enter pay, and not take a seat away", async () => {
  const { page } = await openSession();
  const [, first] = /<button[^>]*form="checkout"[^>]*name="action" value="([^"]+)"/.exec(page.html) ?? [];
  expect(first).toBe("pay");
  expect(page.html.indexOf('value="pay"')).toBeLessThan(page.html.indexOf('value="less:0"'));
});

it("says which fields are wrong, beside them", async () => {
  const { page } = await openSession();
  const wrong = await press(page, "pay", { ...card(), expiry: "01 / 20", cvc: "1" });
  expect(wordsOf(wrong)).toContain("Your card's expiration date is in the past.");
  expect(wrong.html).toMatch(/id="expiry"[^>]*aria-describedby="expiry-problem"[^>]*aria-invalid="true"/);
  expect(wrong.html).toMatch(/id="name"[^>]*value="Ada Owner"/);
});

it("the page asks for 3-D Secure; a yes buys, a no buys nothing [case 24]", async () => {
  const { customer, page } = await openSession();
  const asked = await press(page, "pay", card("4000 0027 6000 3184"));
  expect(wordsOf(asked)).toContain("is the payment of $57.00 yours?");
  expect((await subscriptionsOf(customer.id)).data).toEqual([]);
  const refused = await press(asked, "refuse");
  expect(wordsOf(refused)).toContain("Your bank did not confirm the payment. Nothing was charged.");
  const askedAgain = await press(refused, "pay", card("4000 0027 6000 3184"));
  expect((await press(askedAgain, "confirm")).location).toContain("/done");
  const [subscription] = (await subscriptionsOf(customer.id)).data;
  expect(subscription?.status).toBe("active");
});

it("a yes to the bank is for the sum that was asked, not for one from another tab [case 24]", async () => {
  const { customer, page } = await openSession();
  const asked = await press(page, "pay", card("4000 0027 6000 3184"));
  await press(page, "update", { quantity_0: "20" });
  expect(wordsOf(await press(asked, "confirm"))).toContain("The total is now $380.00. Check it, then pay.");
  expect((await subscriptionsOf(customer.id)).data).toEqual([]);
});

it("charges what the page said, with tax and with what the customer is owed", async () => {
  await control(world, "POST", "/settings", { tax: { DE: 19 } });
  const { customer, page } = await openSession({
    automatic_tax: { enabled: true },
    customer_update: { address: "auto" },
    billing_address_collection: "required",
  });
  await stripe.customers.update(customer.id, { balance: -501 });
  expect(wordsOf(page)).toContain("Tax Enter your country");
  const address = { line1: "1 Main St", city: "Berlin", postal_code: "10115", country: "DE" };
  const shown = await press(page, "pay", { ...card(), ...address });
  expect(wordsOf(shown)).toContain("Subtotal $57.00 Tax $10.83 Balance -$5.01 Total due today $62.82");
  expect((await press(shown, "pay", { ...card(), ...address })).location).toContain("/done");
  const [invoice] = (await stripe.invoices.list({ customer: customer.id })).data;
  expect(invoice).toMatchObject({ subtotal: 5_700, total: 6_783, amount_paid: 6_282, status: "paid" });
});

it("starts a trial without a charge, and charges the card when it ends", async () => {
  const end = Math.floor(Date.now() / 1000) + 14 * 86_400;
  const { customer, session, page } = await openSession({ subscription_data: { trial_end: end } });
  expect(wordsOf(page)).toMatch(/\$0\.00 today, then \$57\.00 per month from/);
  expect((await press(page, "pay", card())).location).toContain("/done");
  expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe("no_payment_required");
  const [subscription] = (await subscriptionsOf(customer.id)).data;
  expect(subscription).toMatchObject({ status: "trialing", trial_end: end });
});

it("the customer buys whose session it is, whatever the metadata and reference say [case 19]", async () => {
  const other = await stripe.customers.create({ email: "eve@evil.example" });
  const { customer, session, page } = await openSession({
    client_reference_id: other.id,
    metadata: { customer: other.id },
    customer_update: { name: "auto", address: "auto" },
    tax_id_collection: { enabled: true },
  });
  const bad = await press(page, "pay", { ...card(), tax_id_type: "eu_vat", tax_id: "nonsense" });
  expect(wordsOf(bad)).toContain("This is not a tax ID of the chosen type.");
  await press(page, "pay", { ...card(), business_name: "Acme GmbH", tax_id_type: "eu_vat", tax_id: "DE123456789" });
  expect((await subscriptionsOf(other.id)).data).toEqual([]);
  expect((await subscriptionsOf(customer.id)).data).toHaveLength(1);
  const bought = await stripe.customers.retrieve(customer.id, { expand: ["tax_ids"] });
  expect(bought).toMatchObject({
    name: "Acme GmbH",
    address: { country: "US", postal_code: "94107" },
    tax_ids: { data: [{ type: "eu_vat", value: "DE123456789", country: "DE" }] },
  });
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    client_reference_id: other.id,
    customer_details: { email: "ada@acme.example", tax_ids: [{ type: "eu_vat", value: "DE123456789" }] },
  });
});

it("two tabs buy twice: only who asks Stripe can refuse the second purchase [case 21]", async () => {
  const { customer, page } = await openSession();
  const twin = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [{ price: await priceOf(world, "team_seat_monthly"), quantity: 3 }],
    success_url: SUCCESS,
    cancel_url: CANCEL,
  });
  const other = await visit(twin.url ?? "");
  await press(page, "pay", card());
  expect((await press(other, "pay", card())).location).toContain("/done");
  expect((await subscriptionsOf(customer.id)).data).toHaveLength(2);
});

it("a session expires by itself, and by the API [case 22]", async () => {
  const { session, page, customer } = await openSession();
  const ended = await openSession();
  expect((await stripe.checkout.sessions.expire(ended.session.id)).status).toBe("expired");
  await expect(stripe.checkout.sessions.expire(ended.session.id)).rejects.toThrow(
    'Only Checkout Sessions with a status in ["open"]',
  );
  await world.advance(24 * 3600 + 1);
  expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("expired");
  expect(wordsOf(await press(page, "pay", card()))).toContain("Checkout expired");
  expect((await subscriptionsOf(customer.id)).data).toEqual([]);
  expect(await typesOf(session.id)).toContain("checkout.session.expired");
});
