import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  advanceTo,
  CARD,
  DAY,
  eventsOf,
  giveCard,
  HOUR,
  itemOf,
  JANUARY,
  lastEvent,
  latestInvoice,
  linesOf,
  newCustomer,
  priceOf,
  refusal,
  startWorld,
  type World,
} from "../../tests/world.test-support";

let shop: World;
let team: string;
let yearly: string;

beforeAll(async () => {
  shop = await startWorld(JANUARY);
  team = await priceOf(shop, "team_seat_monthly");
  yearly = await priceOf(shop, "team_seat_yearly");
});
afterAll(() => shop.stop());

describe("a new subscription", () => {
  it("is paid with its first invoice, and says so in Stripe's order", async () => {
    const customer = await newCustomer(shop);
    const before = eventsOf(shop).length;
    const subscription = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: team, quantity: 3 }],
    });
    expect(subscription.status).toBe("active");
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice).toMatchObject({
      status: "paid",
      billing_reason: "subscription_create",
      total: 5_700,
      amount_paid: 5_700,
    });
    expect(linesOf(invoice)).toEqual([["3 × Packhouse Team (at $19.00 / month)", 5_700]]);
    expect(invoice.number).toBe(`${customer.invoice_prefix}-0001`);
    expect(eventsOf(shop).slice(before)).toEqual([
      "customer.updated",
      "customer.subscription.created",
      "invoice.created",
      "payment_intent.created",
      "invoice.finalized",
      "charge.succeeded",
      "payment_intent.succeeded",
      "invoice_payment.paid",
      "invoice.updated",
      "invoice.paid",
      "invoice.payment_succeeded",
      "customer.subscription.updated",
    ]);
    expect(lastEvent(shop, "customer.subscription.updated").previous).toEqual({ status: "incomplete" });
  });

  it("keeps the period on each item, and items of two intervals renew each in its own time [case 16]", async () => {
    const customer = await newCustomer(shop);
    const storage = await priceOf(shop, "storage_100gb_monthly");
    const mixed = [{ price: yearly, quantity: 3 }, { price: storage }];
    const subscription = await shop.stripe.subscriptions.create({ customer: customer.id, items: mixed });
    expect(subscription).not.toHaveProperty("current_period_end");
    const [year, month] = [itemOf(subscription), itemOf(subscription, 1)];
    expect((year.current_period_end - year.current_period_start) / DAY).toBe(365);
    expect((month.current_period_end - month.current_period_start) / DAY).toBe(31);
    await advanceTo(shop, month.current_period_end + 2 * HOUR);
    const later = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(itemOf(later).current_period_end).toBe(year.current_period_end);
    expect(itemOf(later, 1).current_period_start).toBe(month.current_period_end);
    expect(linesOf(await latestInvoice(shop, subscription.id))).toEqual([
      ["1 × Packhouse storage, 100 GB (at $10.00 / month)", 1_000],
    ]);
  });

  it("is named by its invoice as the parent, and in the older shape nowhere [case 17]", async () => {
    const customer = await newCustomer(shop);
    const subscription = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: team }],
      metadata: { a: "b" },
    });
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice.parent).toEqual({
      quote_details: null,
      subscription_details: { metadata: { a: "b" }, subscription: subscription.id },
      type: "subscription_details",
    });
    expect(invoice).not.toHaveProperty("subscription");
    expect(invoice).not.toHaveProperty("payment_intent");
    expect(invoice.payments?.data.map(({ status, payment }) => [status, payment.type])).toEqual([
      ["paid", "payment_intent"],
    ]);
    expect(invoice.lines.data[0]?.parent?.subscription_item_details?.subscription_item).toBe(itemOf(subscription).id);
  });

  it("whose first payment fails is incomplete, and expires after 23 hours [case 23]", async () => {
    const customer = await newCustomer(shop, CARD.failsLater);
    const subscription = await shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: team }] });
    expect(subscription.status).toBe("incomplete");
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice).toMatchObject({ status: "open", attempt_count: 1, next_payment_attempt: null });
    await shop.advance(23 * HOUR - 60);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("incomplete");
    await shop.advance(120);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("incomplete_expired");
    expect((await shop.stripe.invoices.retrieve(invoice.id)).status).toBe("void");
    await shop.advance(60 * DAY);
    expect((await shop.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  it("becomes active when the first invoice is paid in time", async () => {
    const customer = await newCustomer(shop, CARD.failsLater);
    const subscription = await shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: team }] });
    await giveCard(shop, customer.id, CARD.good);
    const invoice = await latestInvoice(shop, subscription.id);
    expect((await shop.stripe.invoices.pay(invoice.id)).status).toBe("paid");
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
    expect(await refusal(shop.stripe.invoices.pay(invoice.id))).toMatchObject({ message: "Invoice is already paid" });
  });
});

describe("what cannot be bought", () => {
  const cases: [what: string, params: object, expected: object][] = [
    [
      "a negative quantity",
      { items: [{ price: "TEAM", quantity: -1 }] },
      { param: "items[0][quantity]", code: "parameter_invalid_integer" },
    ],
    ["a huge quantity", { items: [{ price: "TEAM", quantity: 90_000_000 }] }, { param: "items[0][quantity]" }],
    ["more than a charge can be", { items: [{ price: "TEAM", quantity: 900_000 }] }, { code: "amount_too_large" }],
    [
      "a price that is not there",
      { items: [{ price: "price_none" }] },
      { param: "items[0][price]", code: "resource_missing" },
    ],
    ["nothing", { items: [] }, { code: "parameter_missing" }],
    ["a trial in the past", { items: [{ price: "TEAM" }], trial_end: 1_500_000_000 }, { param: "trial_end" }],
    ["the same price twice", { items: [{ price: "TEAM" }, { price: "TEAM" }] }, { param: "items" }],
    ["a parameter that Stripe does not know", { items: [{ price: "TEAM" }], seats: 3 }, { code: "parameter_unknown" }],
    ["a word of an item that is not known", { items: [{ price: "TEAM", seats: 3 }] }, { param: "items[0][seats]" }],
    [
      "an invoice by mail without its days",
      { items: [{ price: "TEAM" }], collection_method: "send_invoice" },
      { param: "days_until_due" },
    ],
    [
      "a card of somebody else",
      { items: [{ price: "TEAM" }], default_payment_method: "OTHER" },
      { param: "default_payment_method" },
    ],
  ];
  it.each(cases)("is %s", async (_what, params, expected) => {
    const customer = await newCustomer(shop);
    const other = await newCustomer(shop);
    const card = await giveCard(shop, other.id, CARD.good);
    const text = JSON.stringify(params)
      .replaceAll('"TEAM"', JSON.stringify(team))
      .replaceAll('"OTHER"', JSON.stringify(card));
    const create = shop.stripe.subscriptions.create({ customer: customer.id, ...JSON.parse(text) });
    expect(await refusal(create)).toMatchObject(expected);
    expect((await shop.stripe.invoices.list({ customer: customer.id })).data).toEqual([]);
  });

  it("is two currencies on one customer; yen are whole, and decimals are text on the wire [case 36]", async () => {
    const customer = await newCustomer(shop);
    const product = await shop.stripe.products.create({ name: "Packhouse Japan" });
    const yen = await shop.stripe.prices.create({
      product: product.id,
      currency: "jpy",
      unit_amount: 1_500,
      recurring: { interval: "month" },
    });
    const subscription = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: yen.id, quantity: 2 }],
    });
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice).toMatchObject({ currency: "jpy", total: 3_000 });
    expect(linesOf(invoice)).toEqual([["2 × Packhouse Japan (at ¥1,500 / month)", 3_000]]);
    expect(String(itemOf(subscription).price.unit_amount_decimal)).toBe("1500");
    expect(shop.sandbox.store.get("price", yen.id)?.unit_amount_decimal).toBe("1500");
    const mixed = await refusal(shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: team }] }));
    expect(mixed.message).toContain("cannot combine currencies");
    const added = shop.stripe.subscriptions.update(subscription.id, { items: [{ price: team }] });
    expect((await refusal(added)).message).toContain("only supports `usd`");
  });
});
