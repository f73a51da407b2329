import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { afterEach, describe, expect, it } from "vitest";
import { linesOf } from "../invoices/keep";
import { allOf } from "../objects/stored";
import {
  CARD,
  DAY,
  eventsOf,
  giveCard,
  HOUR,
  itemOf,
  latestInvoice,
  makeCustomer,
  openShop,
  priceOf,
  refusal,
  type Shop,
} from "../shop.test-support";

let shop: Shop;

afterEach(() => shop.stop());

async function subscribe(lookupKey = "team_seat_monthly", quantity = 3) {
  const customer = await makeCustomer(shop);
  const price = await priceOf(shop, lookupKey);
  return shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price, quantity }] });
}

describe("renewals", () => {
  it.each(["2027-01-29", "2027-01-30", "2027-01-31", "2028-02-29", "2027-08-31", "2027-03-15"])(
    "from %s on tile without gap or overlap, one paid invoice each",
    async (date) => {
      shop = await openShop({ startAt: new Date(`${date}T23:59:30Z`) });
      const subscription = await subscribe();
      await shop.advance(800 * DAY);
      const invoices = [...allOf(shop.sandbox, "invoice")].reverse();
      const periods = invoices.flatMap((invoice) => linesOf(shop.sandbox, invoice)).map(({ period }) => period);
      expect(periods.length).toBeGreaterThan(25);
      for (const [index, period] of periods.entries()) {
        expect(period.start).toBe(periods[index - 1]?.end ?? subscription.start_date);
      }
      const anchorDay = Number(date.slice(-2));
      const days = periods.map(({ start }) => new Date(start * 1_000).getUTCDate());
      expect(Math.max(...days)).toBe(anchorDay);
      expect(days.filter((day) => day !== anchorDay).every((day) => day >= 28)).toBe(true);
      const now = shop.sandbox.clock.now();
      const settled = invoices.filter(({ created }) => created < now - 2 * HOUR);
      expect(settled.every(({ status, total }) => status === "paid" && total === 5_700)).toBe(true);
    },
  );

  it("are said 7 days before, once a period, with what they will cost", async () => {
    shop = await openShop();
    const subscription = await subscribe();
    await shop.advance(25 * DAY);
    const upcoming = shop.sandbox.store.all("event").filter(({ type }) => type === "invoice.upcoming");
    expect(upcoming).toHaveLength(1);
    expect(upcoming[0]?.data).toMatchObject({ object: { total: 5_700, status: "draft", billing_reason: "upcoming" } });
    expect(upcoming[0]?.created).toBe(itemOf(subscription).current_period_end - 7 * DAY);
  });

  it("are refused by a card that has expired, and use credit again when an invoice is voided", async () => {
    shop = await openShop();
    const subscription = await subscribe();
    const customer = String(subscription.customer);
    const { data } = await shop.stripe.paymentMethods.list({ customer });
    await shop.stripe.paymentMethods.update(data[0]?.id ?? "", { card: { exp_month: 1, exp_year: 2027 } });
    await shop.stripe.customers.update(customer, { balance: -1_000 });
    await shop.advance(31 * DAY + 2 * HOUR);
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice).toMatchObject({ status: "open", amount_due: 4_700 });
    expect((await shop.stripe.charges.list({ customer, limit: 1 })).data[0]?.failure_code).toBe("expired_card");
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 });
    await shop.stripe.invoices.voidInvoice(invoice.id);
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: -1_000 });
  });
});

describe("what is too small for a card", () => {
  it("goes to the balance, and onto the next invoice", async () => {
    shop = await openShop();
    const subscription = await subscribe();
    const { id, current_period_end: end } = itemOf(subscription);
    const change = {
      items: [{ id, quantity: 4 }],
      proration_behavior: "always_invoice",
      proration_date: end - 12 * HOUR,
    } as const;
    const details = { ...change, items: [...change.items] };
    const preview = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: details,
    });
    await shop.stripe.subscriptions.update(subscription.id, details);
    const invoice = await latestInvoice(shop, subscription.id);
    // Half of a day of 31, of one seat: 1900 / 62 = 30.6
    expect(invoice).toMatchObject({ total: 31, amount_due: 0, status: "paid", ending_balance: 31 });
    expect(preview).toMatchObject({ total: 31, amount_due: 0 });
    await shop.advance(31 * DAY + 2 * HOUR);
    expect(await latestInvoice(shop, subscription.id)).toMatchObject({
      total: 7_600,
      amount_due: 7_631,
      amount_paid: 7_631,
    });
  });
});

describe("a price of no whole cents", () => {
  it("is multiplied exactly and rounded once", async () => {
    shop = await openShop();
    const customer = await makeCustomer(shop);
    const product = await shop.stripe.products.create({ name: "Small" });
    const price = await shop.stripe.prices.create({
      product: product.id,
      currency: "usd",
      unit_amount_decimal: Stripe.Decimal.from("0.105"),
      recurring: { interval: "month" },
    });
    await shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id, quantity: 1_500 }] });
    const [invoice] = (await shop.stripe.invoices.list({ customer: customer.id })).data;
    expect(invoice?.total).toBe(158);
    expect(String(invoice?.lines.data[0]?.pricing?.unit_amount_decimal)).toBe("0.105");
  });
});

describe("a restart", () => {
  it("goes on where it was: retries come when they were due, reminders not again", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "sandbox-billing-"));
    const journal = path.join(folder, "journal.ndjson");
    shop = await openShop({ journal });
    const subscription = await subscribe();
    await giveCard(shop, String(subscription.customer), CARD.failsLater);
    await shop.advance(31 * DAY + 2 * HOUR);
    const before = await latestInvoice(shop, subscription.id);
    await shop.stop();
    shop = await openShop({ journal });
    expect(await latestInvoice(shop, subscription.id)).toEqual(before);
    await shop.advance(2 * DAY);
    expect((await latestInvoice(shop, subscription.id)).attempt_count).toBe(2);
    expect(eventsOf(shop, before.id).slice(-2)).toEqual(["invoice.updated", "invoice.payment_failed"]);
    expect(eventsOf(shop).filter((type) => type === "invoice.upcoming")).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });
});

describe("a subscription's items", () => {
  it("are listed, added, changed and removed with prorations like any other change", async () => {
    shop = await openShop();
    const subscription = await subscribe();
    const storage = await priceOf(shop, "storage_100gb_monthly");
    const bill = {
      proration_behavior: "always_invoice",
      proration_date: itemOf(subscription).current_period_start,
    } as const;
    const added = await shop.stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: storage,
      quantity: 2,
      ...bill,
    });
    expect((await latestInvoice(shop, subscription.id)).total).toBe(2_000);
    expect((await shop.stripe.subscriptionItems.list({ subscription: subscription.id })).data).toHaveLength(2);
    const changed = await shop.stripe.subscriptionItems.update(added.id, { quantity: 3, ...bill });
    expect(changed.quantity).toBe(3);
    expect((await latestInvoice(shop, subscription.id)).total).toBe(1_000);
    expect(await shop.stripe.subscriptionItems.del(added.id, bill)).toMatchObject({ deleted: true });
    expect((await latestInvoice(shop, subscription.id)).total).toBe(-3_000);
    const last = shop.stripe.subscriptionItems.del(itemOf(subscription).id);
    expect((await refusal(last)).message).toContain("at least one active plan");
    expect(await refusal(shop.stripe.subscriptionItems.retrieve(added.id))).toMatchObject({ code: "resource_missing" });
  });
});

describe("the list of subscriptions", () => {
  it("leaves out what is over unless it is asked for, and filters by status, customer and price", async () => {
    shop = await openShop();
    const [kept, gone] = [await subscribe(), await subscribe("pro_monthly", 1)];
    await shop.stripe.subscriptions.cancel(gone.id);
    const ids = async (params: object) => (await shop.stripe.subscriptions.list(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([kept.id]);
    expect(await ids({ status: "all" })).toEqual([gone.id, kept.id]);
    expect(await ids({ status: "canceled" })).toEqual([gone.id]);
    expect(await ids({ status: "all", price: itemOf(gone).price.id })).toEqual([gone.id]);
    expect(await ids({ status: "all", customer: String(kept.customer) })).toEqual([kept.id]);
  });
});

describe("case 33: a deleted customer", () => {
  it("has no subscription left, and is charged nothing more", async () => {
    shop = await openShop();
    const subscription = await subscribe();
    const customer = String(subscription.customer);
    await giveCard(shop, customer, CARD.failsLater);
    await shop.advance(31 * DAY + 2 * HOUR);
    await shop.stripe.customers.del(customer);
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("canceled");
    expect(eventsOf(shop, subscription.id).at(-1)).toBe("customer.subscription.deleted");
    const charges = allOf(shop.sandbox, "charge").length;
    await shop.advance(90 * DAY);
    expect(allOf(shop.sandbox, "charge")).toHaveLength(charges);
    expect((await latestInvoice(shop, subscription.id)).status).toBe("open");
  });
});
