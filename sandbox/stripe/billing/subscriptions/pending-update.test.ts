import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { press, visit } from "../../tests/browser.test-support";
import {
  CARD,
  eventsOf,
  giveCard,
  HOUR,
  itemOf,
  JANUARY,
  latestInvoice,
  newCustomer,
  nowOf,
  priceOf,
  refusal,
  startWorld,
  type World,
} from "../../tests/world.test-support";

let shop: World;
let monthly: string;

beforeAll(async () => {
  shop = await startWorld(JANUARY);
  monthly = await priceOf(shop, "team_seat_monthly");
});
afterAll(() => shop.stop());

async function subscribe(quantity: number) {
  const customer = await newCustomer(shop);
  return shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly, quantity }] });
}

/** The second at which half of the period is left. */
function halfway(subscription: Stripe.Subscription): number {
  const { current_period_start: start, current_period_end: end } = itemOf(subscription);
  return end - Math.floor((end - start) / 2);
}

describe("an upgrade that must be paid first [case 27]", () => {
  it("changes nothing while it is unpaid, and all once it is paid", async () => {
    const subscription = await subscribe(3);
    const customer = String(subscription.customer);
    await giveCard(shop, customer, CARD.failsLater);
    const waiting = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, quantity: 5 }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
      proration_date: halfway(subscription),
    });
    expect(waiting).toMatchObject({ status: "active", pending_update: { expires_at: expect.any(Number) } });
    expect(itemOf(waiting).quantity).toBe(3);
    expect(waiting.pending_update?.subscription_items?.[0]?.quantity).toBe(5);
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice).toMatchObject({ status: "open", total: 1_900, next_payment_attempt: null });
    await giveCard(shop, customer, CARD.good);
    await shop.stripe.invoices.pay(invoice.id);
    const applied = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(applied).toMatchObject({ status: "active", pending_update: null });
    expect(itemOf(applied).quantity).toBe(5);
    expect(eventsOf(shop, subscription.id)).toContain("customer.subscription.pending_update_applied");
  });

  it("expires after 23 hours with its invoice, and the next credit is of what was paid", async () => {
    const subscription = await subscribe(3);
    const customer = String(subscription.customer);
    await giveCard(shop, customer, CARD.failsLater);
    const items = [{ id: itemOf(subscription).id, quantity: 5 }];
    const pay = { proration_behavior: "always_invoice", payment_behavior: "pending_if_incomplete" } as const;
    await shop.stripe.subscriptions.update(subscription.id, { items, ...pay });
    const invoice = await latestInvoice(shop, subscription.id);
    await shop.advance(23 * HOUR + 60);
    const after = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(after).toMatchObject({ status: "active", pending_update: null });
    expect(itemOf(after).quantity).toBe(3);
    expect((await shop.stripe.invoices.retrieve(invoice.id)).status).toBe("void");
    expect(eventsOf(shop, subscription.id)).toContain("customer.subscription.pending_update_expired");
    await giveCard(shop, customer, CARD.good);
    const half = halfway(after);
    await shop.stripe.subscriptions.update(subscription.id, { items, ...pay, proration_date: half });
    expect((await latestInvoice(shop, subscription.id)).lines.data.map(({ amount }) => amount)).toEqual([
      -2_850, 4_750,
    ]);
  });

  it("takes nothing along that Stripe does not hold back", async () => {
    const subscription = await subscribe(3);
    const update = shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, quantity: 5 }],
      metadata: { a: "b" },
      payment_behavior: "pending_if_incomplete",
    });
    expect(await refusal(update)).toMatchObject({ param: "metadata" });
  });
});

describe("a card that asks the bank", () => {
  it("waits for its owner, and the answer pays [case 24]", async () => {
    const subscription = await subscribe(3);
    await giveCard(shop, String(subscription.customer), CARD.asksBank);
    await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, quantity: 5 }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
      proration_date: nowOf(shop),
    });
    const invoice = await latestInvoice(shop, subscription.id);
    expect(eventsOf(shop, invoice.id)).toContain("invoice.payment_action_required");
    await press(await visit(invoice.hosted_invoice_url ?? ""), "confirm");
    expect((await shop.stripe.invoices.retrieve(invoice.id)).status).toBe("paid");
    expect(itemOf(await shop.stripe.subscriptions.retrieve(subscription.id)).quantity).toBe(5);
  });
});
