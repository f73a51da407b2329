import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  advanceTo,
  CARD,
  DAY,
  eventsOf,
  HOUR,
  itemOf,
  JANUARY,
  latestInvoice,
  linesOf,
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

async function subscribe(more: Partial<Stripe.SubscriptionCreateParams> = {}, card: string | null = CARD.good) {
  const customer = await newCustomer(shop, card);
  return shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly, quantity: 3 }], ...more });
}

const retrieve = (id: string) => shop.stripe.subscriptions.retrieve(id);

describe("a cancellation [case 29]", () => {
  it("at the period's end keeps everything until then, and can be taken back", async () => {
    const subscription = await subscribe();
    const end = itemOf(subscription).current_period_end;
    const leaving = await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(leaving).toMatchObject({ status: "active", cancel_at: end, cancel_at_period_end: true });
    expect(leaving.cancellation_details?.reason).toBe("cancellation_requested");
    const staying = await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(staying).toMatchObject({ cancel_at: null, cancel_at_period_end: false, canceled_at: null });
    await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await advanceTo(shop, end + 60);
    expect(await retrieve(subscription.id)).toMatchObject({ status: "canceled", ended_at: end });
    expect(eventsOf(shop, subscription.id).at(-1)).toBe("customer.subscription.deleted");
    expect((await shop.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  it("at an instant, which can be taken back too", async () => {
    const subscription = await subscribe();
    const end = itemOf(subscription).current_period_end;
    const named = await shop.stripe.subscriptions.update(subscription.id, { cancel_at: end });
    expect(named).toMatchObject({ cancel_at: end, cancel_at_period_end: false });
    const back = await shop.stripe.subscriptions.update(subscription.id, { cancel_at: "" });
    expect(back.cancel_at).toBeNull();
    const past = shop.stripe.subscriptions.update(subscription.id, { cancel_at: nowOf(shop) - 1 });
    expect(await refusal(past)).toMatchObject({ param: "cancel_at" });
    await shop.stripe.subscriptions.update(subscription.id, { cancel_at: nowOf(shop) + DAY });
    await shop.advance(DAY + 60);
    expect((await retrieve(subscription.id)).status).toBe("canceled");
  });

  it("now credits the unused time when that is asked, once and for all", async () => {
    const subscription = await subscribe();
    await advanceTo(shop, itemOf(subscription).current_period_end - 3 * DAY);
    const gone = await shop.stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true });
    expect(gone.status).toBe("canceled");
    const credit = await latestInvoice(shop, subscription.id);
    expect(credit.total).toBeLessThan(0);
    expect(await shop.stripe.customers.retrieve(String(subscription.customer))).toMatchObject({
      balance: credit.total,
    });
    const again = shop.stripe.subscriptions.cancel(subscription.id);
    expect(await refusal(again)).toMatchObject({ code: "resource_missing" });
    const revived = shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, quantity: 9 }],
    });
    expect((await refusal(revived)).message).toContain("canceled subscription");
  });
});

describe("a change that comes with the next period [case 28]", () => {
  async function plan(subscription: Stripe.Subscription, next: Stripe.SubscriptionScheduleUpdateParams.Phase.Item) {
    const { id } = await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    const { current_period_start: start, current_period_end: end, price } = itemOf(subscription);
    return shop.stripe.subscriptionSchedules.update(id, {
      end_behavior: "release",
      phases: [
        { items: [{ price: price.id, quantity: 3 }], start_date: start, end_date: end },
        { items: [next], start_date: end, duration: { interval: "month", interval_count: 1 } },
      ],
    });
  }

  it("is shown before, bills the new quantity in full, and lets go afterwards", async () => {
    const subscription = await subscribe();
    const end = itemOf(subscription).current_period_end;
    const schedule = await plan(subscription, { price: monthly, quantity: 2 });
    expect(schedule.phases.map(({ items }) => items[0]?.quantity)).toEqual([3, 2]);
    expect((await retrieve(subscription.id)).schedule).toBe(schedule.id);
    const preview = await shop.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(linesOf(preview)).toEqual([["2 × Packhouse Team (at $19.00 / month)", 3_800]]);
    const cancel = shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect((await refusal(cancel)).message).toContain("managed by the subscription schedule");
    await advanceTo(shop, end - 60);
    expect(itemOf(await retrieve(subscription.id)).quantity).toBe(3);
    await advanceTo(shop, end + 2 * HOUR);
    expect(itemOf(await retrieve(subscription.id))).toMatchObject({ quantity: 2, current_period_start: end });
    const invoice = await latestInvoice(shop, subscription.id);
    expect(linesOf(invoice)).toEqual(linesOf(preview));
    expect(invoice).toMatchObject({ billing_reason: "subscription_cycle", status: "paid" });
    await shop.advance(32 * DAY);
    expect(await retrieve(subscription.id)).toMatchObject({ schedule: null, status: "active" });
    const released = await shop.stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(released).toMatchObject({ status: "released", released_subscription: subscription.id, subscription: null });
    expect(eventsOf(shop, schedule.id)).toEqual([
      "subscription_schedule.created",
      "subscription_schedule.updated",
      "subscription_schedule.updated",
      "subscription_schedule.expiring",
      "subscription_schedule.released",
    ]);
  });

  it("to another interval begins its year at the boundary", async () => {
    const subscription = await subscribe();
    const end = itemOf(subscription).current_period_end;
    const yearly = await priceOf(shop, "team_seat_yearly");
    const { id } = await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    await shop.stripe.subscriptionSchedules.update(id, {
      phases: [
        {
          items: [{ price: monthly, quantity: 3 }],
          start_date: itemOf(subscription).current_period_start,
          end_date: end,
        },
        { items: [{ price: yearly, quantity: 3 }], start_date: end },
      ],
    });
    await advanceTo(shop, end + 2 * HOUR);
    const changed = await retrieve(subscription.id);
    expect(changed.billing_cycle_anchor).toBe(end);
    expect(itemOf(changed).current_period_end - end).toBeGreaterThanOrEqual(365 * DAY);
    expect(linesOf(await latestInvoice(shop, subscription.id))).toEqual([
      ["3 × Packhouse Team (at $190.00 / year)", 57_000],
    ]);
  });

  it("is off once it is released, and over when its subscription is", async () => {
    const kept = await subscribe();
    const schedule = await plan(kept, { price: monthly, quantity: 2 });
    await shop.stripe.subscriptionSchedules.release(schedule.id);
    expect(await refusal(shop.stripe.subscriptionSchedules.release(schedule.id))).toMatchObject({ param: "schedule" });
    await advanceTo(shop, itemOf(kept).current_period_end + 60);
    expect(itemOf(await retrieve(kept.id)).quantity).toBe(3);
    const gone = await subscribe();
    const other = await plan(gone, { price: monthly, quantity: 2 });
    await shop.stripe.subscriptions.cancel(gone.id);
    expect((await shop.stripe.subscriptionSchedules.retrieve(other.id)).status).toBe("canceled");
    expect(eventsOf(shop, other.id).at(-1)).toBe("subscription_schedule.canceled");
  });
});

describe("a trial [case 31]", () => {
  const trial = { trial_period_days: 14 };

  it("costs nothing, reminds three days before, and becomes paid with a card", async () => {
    const subscription = await subscribe(trial);
    expect(subscription.status).toBe("trialing");
    const first = await latestInvoice(shop, subscription.id);
    expect(first).toMatchObject({ total: 0, status: "paid" });
    expect(linesOf(first)).toEqual([["Trial period for Packhouse Team", 0]]);
    await shop.advance(11 * DAY + 60);
    expect(eventsOf(shop, subscription.id)).toContain("customer.subscription.trial_will_end");
    await shop.advance(3 * DAY + 2 * HOUR);
    const paid = await retrieve(subscription.id);
    expect(paid).toMatchObject({ status: "active", billing_cycle_anchor: subscription.trial_end });
    expect(itemOf(paid).current_period_start).toBe(subscription.trial_end);
    expect(await latestInvoice(shop, subscription.id)).toMatchObject({ status: "paid", total: 5_700 });
  });

  it("without a card owes its first paid period", async () => {
    const subscription = await subscribe(trial, null);
    await shop.advance(14 * DAY + 2 * HOUR);
    expect((await retrieve(subscription.id)).status).toBe("past_due");
  });

  it("ends early for its whole first period, which the preview said before", async () => {
    const subscription = await subscribe(trial);
    const subscription_details = { trial_end: "now" } as const;
    const preview = await shop.stripe.invoices.createPreview({ subscription: subscription.id, subscription_details });
    const ended = await shop.stripe.subscriptions.update(subscription.id, {
      trial_end: "now",
      payment_behavior: "pending_if_incomplete",
    });
    expect(ended).toMatchObject({ status: "active", pending_update: null });
    const invoice = await latestInvoice(shop, subscription.id);
    expect(linesOf(invoice)).toEqual(linesOf(preview));
    expect(invoice).toMatchObject({ status: "paid", total: 5_700 });
  });

  it("goes on when ending it early is not paid", async () => {
    const subscription = await subscribe(trial, CARD.failsLater);
    const waiting = await shop.stripe.subscriptions.update(subscription.id, {
      trial_end: "now",
      payment_behavior: "pending_if_incomplete",
    });
    expect(waiting).toMatchObject({ status: "trialing", trial_end: subscription.trial_end });
    expect(waiting.pending_update).not.toBeNull();
  });
});
