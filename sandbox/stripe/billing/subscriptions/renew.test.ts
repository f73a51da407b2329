import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fieldsOf } from "../../http/fields";
import { cardsOf } from "../../pages/portal/cards";
import {
  CARD,
  DAY,
  eventsOf,
  giveCard,
  HOUR,
  itemOf,
  JANUARY,
  latestInvoice,
  newCustomer,
  priceOf,
  refusal,
  startWorld,
  type World,
} from "../../tests/world.test-support";
import { linesOf } from "../invoices/keep";
import { allOf } from "../objects/stored";

let shop: World;

afterEach(() => shop.stop());

async function subscribe(lookupKey = "team_seat_monthly", quantity = 3) {
  const customer = await newCustomer(shop);
  const price = await priceOf(shop, lookupKey);
  return shop.stripe.subscriptions.create({ customer: customer.id, items: [{ price, quantity }] });
}

describe("renewals", () => {
  it.each(["2027-01-29", "2027-01-30", "2027-01-31", "2028-02-29", "2027-08-31", "2027-03-15"])(
    "from %s on tile without gap or overlap, one paid invoice each",
    async (date) => {
      shop = await startWorld({ startAt: new Date(`${date}T23:59:30Z`) });
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
    shop = await startWorld(JANUARY);
    const subscription = await subscribe();
    await shop.advance(25 * DAY);
    const upcoming = shop.sandbox.store.all("event").filter(({ type }) => type === "invoice.upcoming");
    expect(upcoming).toHaveLength(1);
    expect(upcoming[0]?.data).toMatchObject({ object: { total: 5_700, status: "draft", billing_reason: "upcoming" } });
    expect(upcoming[0]?.created).toBe(itemOf(subscription).current_period_end - 7 * DAY);
  });

  it("are refused by a card that has expired, and use credit again when an invoice is voided", async () => {
    shop = await startWorld(JANUARY);
    const subscription = await subscribe();
    const customer = String(subscription.customer);
    for (const one of cardsOf(shop.sandbox, customer)) {
      shop.sandbox.store.put({ ...one, card: { ...fieldsOf(one.card), exp_month: 1, exp_year: 2027 } });
    }
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
    shop = await startWorld(JANUARY);
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

describe("a restart", () => {
  it("goes on where it was: retries come when they were due, reminders not again", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "sandbox-billing-"));
    const journal = path.join(folder, "journal.ndjson");
    shop = await startWorld({ ...JANUARY, journal });
    const subscription = await subscribe();
    await giveCard(shop, String(subscription.customer), CARD.failsLater);
    await shop.advance(31 * DAY + 2 * HOUR);
    const before = await latestInvoice(shop, subscription.id);
    await shop.stop();
    shop = await startWorld({ ...JANUARY, journal });
    expect(await latestInvoice(shop, subscription.id)).toEqual(before);
    await shop.advance(2 * DAY);
    expect((await latestInvoice(shop, subscription.id)).attempt_count).toBe(2);
    expect(eventsOf(shop, before.id).slice(-2)).toEqual(["invoice.updated", "invoice.payment_failed"]);
    expect(eventsOf(shop).filter((type) => type === "invoice.upcoming")).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });
});

describe("a subscription's items", () => {
  it("are listed, and changed with prorations like any other change", async () => {
    shop = await startWorld(JANUARY);
    const subscription = await subscribe();
    const { id, current_period_start: start } = itemOf(subscription);
    const bill = { proration_behavior: "always_invoice", proration_date: start } as const;
    expect((await shop.stripe.subscriptionItems.list({ subscription: subscription.id })).data).toHaveLength(1);
    expect(await shop.stripe.subscriptionItems.update(id, { quantity: 5, ...bill })).toMatchObject({ quantity: 5 });
    expect((await latestInvoice(shop, subscription.id)).total).toBe(3_800);
    const storage = await priceOf(shop, "storage_100gb_monthly");
    const more = await shop.stripe.subscriptions.update(subscription.id, { items: [{ price: storage }], ...bill });
    expect(more.items.data).toHaveLength(2);
    const none = more.items.data.map((item) => ({ id: item.id, deleted: true }));
    const emptied = shop.stripe.subscriptions.update(subscription.id, { items: none });
    expect((await refusal(emptied)).message).toContain("at least one active plan");
  });
});

describe("the list of subscriptions", () => {
  it("leaves out what is over unless it is asked for, and filters by status and customer", async () => {
    shop = await startWorld(JANUARY);
    const [kept, gone] = [await subscribe(), await subscribe("pro_monthly", 1)];
    await shop.stripe.subscriptions.cancel(gone.id);
    const ids = async (params: object) => (await shop.stripe.subscriptions.list(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([kept.id]);
    expect(await ids({ status: "all" })).toEqual([gone.id, kept.id]);
    expect(await ids({ status: "canceled" })).toEqual([gone.id]);
    expect(await ids({ status: "all", customer: String(kept.customer) })).toEqual([kept.id]);
  });
});

describe("a deleted customer [case 33]", () => {
  it("has no subscription left, and is charged nothing more", async () => {
    shop = await startWorld(JANUARY);
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
