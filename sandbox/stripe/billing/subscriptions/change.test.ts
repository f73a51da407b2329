import fc from "fast-check";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  advanceTo,
  CARD,
  eventsOf,
  giveCard,
  HOUR,
  itemOf,
  lastEvent,
  latestInvoice,
  linesOf,
  makeCustomer,
  openShop,
  priceOf,
  refusal,
  type Shop,
} from "../shop.test-support";

let shop: Shop;
let monthly: string;
let yearly: string;

beforeAll(async () => {
  shop = await openShop();
  monthly = await priceOf(shop, "team_seat_monthly");
  yearly = await priceOf(shop, "team_seat_yearly");
});
afterAll(() => shop.stop());

async function subscribe(quantity: number, more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const customer = await makeCustomer(shop);
  return shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly, quantity }], ...more });
}

/** The second at which this share of the period is left. */
function whenLeft(subscription: Stripe.Subscription, share: number): number {
  const { current_period_start: start, current_period_end: end } = itemOf(subscription);
  return end - Math.floor((end - start) * share);
}

describe("a change of quantity", () => {
  it("credits the unused time of the old and debits the rest of the new, by the pinned second", async () => {
    const subscription = await subscribe(3);
    const half = whenLeft(subscription, 0.5);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, quantity: 5 }],
      proration_behavior: "always_invoice",
      proration_date: half,
    });
    const invoice = await latestInvoice(shop, changed.id);
    // Half of 3 x $19.00 and of 5 x $19.00.
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([-2_850, 4_750]);
    expect(linesOf(invoice).map(([text]) => text.replace(/ after .*/, ""))).toEqual([
      "Unused time on 3 × Packhouse Team",
      "Remaining time on 5 × Packhouse Team",
    ]);
    expect(invoice).toMatchObject({ billing_reason: "subscription_update", total: 1_900, status: "paid" });
    expect(invoice.parent?.subscription_details?.subscription_proration_date).toBe(half);
    const [credit] = invoice.lines.data;
    expect(credit?.parent?.subscription_item_details).toMatchObject({ proration: true });
    const credited = credit?.parent?.subscription_item_details?.proration_details?.credited_items;
    expect(credited?.invoice).toBe(subscription.latest_invoice);
    expect(itemOf(changed)).toMatchObject({ quantity: 5, current_period_end: itemOf(subscription).current_period_end });
  });

  it("waits for the next invoice when that is asked, and costs nothing with none", async () => {
    const subscription = await subscribe(3);
    const [{ id }, half] = [itemOf(subscription), whenLeft(subscription, 0.5)];
    const pinned = { proration_date: half };
    await shop.stripe.subscriptions.update(subscription.id, { items: [{ id, quantity: 5 }], ...pinned });
    expect((await shop.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    const upcoming = await shop.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(upcoming.lines.data.map(({ amount }) => amount)).toEqual([-2_850, 4_750, 9_500]);
    await advanceTo(shop, itemOf(subscription).current_period_end + 2 * HOUR);
    const renewal = await latestInvoice(shop, subscription.id);
    expect(linesOf(renewal).map(([, amount]) => amount)).toEqual([-2_850, 4_750, 9_500]);
    await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id, quantity: 2 }],
      proration_behavior: "none",
    });
    expect(
      (await shop.stripe.invoiceItems.list({ customer: String(subscription.customer), limit: 1 })).data,
    ).toHaveLength(1);
    const next = await shop.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(next.lines.data.map(({ amount }) => amount)).toEqual([3_800]);
  });

  it("in classic mode credits today's quantity, in flexible mode what was billed [case 18]", async () => {
    const totals = await Promise.all(
      (["classic", "flexible"] as const).map(async (type) => {
        const subscription = await subscribe(3, { billing_mode: { type } });
        const { id } = itemOf(subscription);
        // Free of charge from 3 to 5; then from 5 to 7 with half of the period left.
        await shop.stripe.subscriptions.update(subscription.id, {
          items: [{ id, quantity: 5 }],
          proration_behavior: "none",
        });
        await shop.stripe.subscriptions.update(subscription.id, {
          items: [{ id, quantity: 7 }],
          proration_behavior: "always_invoice",
          proration_date: whenLeft(subscription, 0.5),
        });
        return (await latestInvoice(shop, subscription.id)).total;
      }),
    );
    // Half of 2 seats, or half of the 4 that nobody has paid yet.
    expect(totals).toEqual([1_900, 3_800]);
  });

  it("to fewer seats becomes credit, which the next invoices use up", async () => {
    const subscription = await subscribe(5);
    await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, quantity: 3 }],
      proration_behavior: "always_invoice",
      proration_date: whenLeft(subscription, 0.5),
    });
    const credit = await latestInvoice(shop, subscription.id);
    expect(credit).toMatchObject({ total: -1_900, amount_due: 0, status: "paid", ending_balance: -1_900 });
    const customer = String(subscription.customer);
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: -1_900 });
    expect(lastEvent(shop, "customer.updated").previous).toEqual({ balance: 0 });
    await advanceTo(shop, itemOf(subscription).current_period_end + 2 * HOUR);
    const renewal = await latestInvoice(shop, subscription.id);
    expect(renewal).toMatchObject({
      total: 5_700,
      starting_balance: -1_900,
      amount_due: 3_800,
      amount_paid: 3_800,
      ending_balance: 0,
    });
    const moved = await shop.stripe.customers.listBalanceTransactions(customer);
    expect(moved.data.map(({ amount, ending_balance }) => [amount, ending_balance])).toEqual([
      [1_900, 0],
      [-1_900, -1_900],
    ]);
  });

  it("is refused outside of the period", async () => {
    const subscription = await subscribe(3);
    const items = [{ id: itemOf(subscription).id, quantity: 5 }];
    const early = { items, proration_date: itemOf(subscription).current_period_start - 1 };
    expect(await refusal(shop.stripe.subscriptions.update(subscription.id, early))).toMatchObject({
      param: "proration_date",
    });
    const late = { items, proration_date: itemOf(subscription).current_period_end + 1 };
    expect(await refusal(shop.stripe.subscriptions.update(subscription.id, late))).toMatchObject({
      param: "proration_date",
    });
  });
});

describe("another interval", () => {
  it("begins a new period at once, with credit for the rest of the old", async () => {
    const subscription = await subscribe(3);
    const half = whenLeft(subscription, 0.5);
    const items = [{ id: itemOf(subscription).id, price: yearly }];
    const changed = await shop.stripe.subscriptions.update(subscription.id, { items, proration_date: half });
    const invoice = await latestInvoice(shop, changed.id);
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([-2_850, 57_000]);
    expect(itemOf(changed).current_period_start).toBe(changed.billing_cycle_anchor);
    const begins = new Date(changed.billing_cycle_anchor * 1_000);
    begins.setUTCFullYear(begins.getUTCFullYear() + 1);
    expect(itemOf(changed).current_period_end * 1_000).toBe(begins.getTime());
  });
});

describe("a cycle that begins now", () => {
  it("credits the rest of the old period and bills a whole new one", async () => {
    const subscription = await subscribe(3);
    const proration_date = whenLeft(subscription, 0.5);
    const preview = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { billing_cycle_anchor: { type: "now" }, proration_date },
    });
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      billing_cycle_anchor: { type: "now" },
      proration_date,
    });
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([-2_850, 5_700]);
    expect(linesOf(preview)).toEqual(linesOf(invoice));
    expect(itemOf(changed).current_period_start).toBe(changed.billing_cycle_anchor);
  });
});

describe("a change that is refused with its card", () => {
  it("leaves no trace: neither seats nor invoice nor event", async () => {
    const subscription = await subscribe(3);
    await giveCard(shop, String(subscription.customer), CARD.failsLater);
    const before = eventsOf(shop).length;
    const update = shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, quantity: 5 }],
      proration_behavior: "always_invoice",
      payment_behavior: "error_if_incomplete",
      metadata: { asked: "yes" },
    });
    expect(await refusal(update)).toMatchObject({ code: "card_declined" });
    expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toEqual(subscription);
    expect(eventsOf(shop)).toHaveLength(before);
  });
});

describe("the preview", () => {
  it("is what the change then charges at the same second", async () => {
    const changes = fc.record({
      mode: fc.constantFrom("classic" as const, "flexible" as const),
      from: fc.integer({ min: 1, max: 40 }),
      steps: fc.array(
        fc.record({
          to: fc.integer({ min: 1, max: 60 }),
          share: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
          price: fc.constantFrom("monthly" as const, "yearly" as const),
          behavior: fc.constantFrom("always_invoice" as const, "create_prorations" as const),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(changes, async ({ mode, from, steps }) => {
        let subscription = await subscribe(from, { billing_mode: { type: mode } });
        for (const { to, share, price, behavior } of steps) {
          const details = {
            items: [{ id: itemOf(subscription).id, quantity: to, price: price === "monthly" ? monthly : yearly }],
            proration_behavior: behavior,
            proration_date: whenLeft(subscription, share),
          };
          const preview = await shop.stripe.invoices.createPreview({
            subscription: subscription.id,
            subscription_details: details,
          });
          const before = subscription.latest_invoice;
          subscription = await shop.stripe.subscriptions.update(subscription.id, details);
          const charged = subscription.latest_invoice !== before;
          const after = charged
            ? await latestInvoice(shop, subscription.id)
            : await shop.stripe.invoices.createPreview({ subscription: subscription.id });
          expect(linesOf(preview)).toEqual(linesOf(after));
          expect([preview.total, preview.amount_due]).toEqual([after.total, after.amount_due]);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("shows a purchase without a customer, and the regular amount alone", async () => {
    const details = { items: [{ price: monthly, quantity: 4 }] };
    const preview = await shop.stripe.invoices.createPreview({ currency: "usd", subscription_details: details });
    expect(preview).toMatchObject({ customer: null, total: 7_600, amount_due: 7_600 });
    const subscription = await subscribe(3);
    const recurring = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      preview_mode: "recurring",
      subscription_details: { items: [{ id: itemOf(subscription).id, quantity: 9 }] },
    });
    expect(recurring.total).toBe(17_100);
  });

  it("of what will not come is refused, and nothing of it is kept", async () => {
    const subscription = await subscribe(3);
    const invoices = shop.sandbox.store.all("invoice").length;
    const before = eventsOf(shop).length;
    const subscription_details = { cancel_at_period_end: true };
    const none = shop.stripe.invoices.createPreview({ subscription: subscription.id, subscription_details });
    expect(await refusal(none)).toMatchObject({ code: "invoice_upcoming_none" });
    await shop.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(shop.sandbox.store.all("invoice")).toHaveLength(invoices);
    expect(eventsOf(shop)).toHaveLength(before);
  });
});
