import fc from "fast-check";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  advanceTo,
  eventsOf,
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
let monthly: string;
let yearly: string;

beforeAll(async () => {
  shop = await startWorld(JANUARY);
  monthly = await priceOf(shop, "team_seat_monthly");
  yearly = await priceOf(shop, "team_seat_yearly");
});
afterAll(() => shop.stop());

async function subscribe(quantity: number) {
  const customer = await newCustomer(shop);
  return shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly, quantity }] });
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
    const next = await shop.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(next.lines.data.map(({ amount }) => amount)).toEqual([3_800]);
  });

  it("credits what was billed, not today's quantity [case 18]", async () => {
    const subscription = await subscribe(3);
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
    // Half of the 4 that nobody has paid yet, not of 2.
    expect((await latestInvoice(shop, subscription.id)).total).toBe(3_800);
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
    const moved = shop.sandbox.store.all("customer_balance_transaction").filter((one) => one.customer === customer);
    expect(moved.map(({ amount, ending_balance }) => [amount, ending_balance])).toEqual([
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

describe("the preview", () => {
  it("is what the change then charges at the same second", async () => {
    const changes = fc.record({
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
      fc.asyncProperty(changes, async ({ from, steps }) => {
        let subscription = await subscribe(from);
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
    const [ending, running] = [await subscribe(3), await subscribe(3)];
    await shop.stripe.subscriptions.update(ending.id, { cancel_at_period_end: true });
    const invoices = shop.sandbox.store.all("invoice").length;
    const before = eventsOf(shop).length;
    const none = shop.stripe.invoices.createPreview({ subscription: ending.id });
    expect(await refusal(none)).toMatchObject({ code: "invoice_upcoming_none" });
    await shop.stripe.invoices.createPreview({ subscription: running.id });
    expect(shop.sandbox.store.all("invoice")).toHaveLength(invoices);
    expect(eventsOf(shop)).toHaveLength(before);
  });
});
