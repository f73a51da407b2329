import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cardsOf } from "../../pages/portal/cards";
import { press, visit } from "../../tests/browser.test-support";
import {
  advanceTo,
  CARD,
  control,
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

let shop: World;

beforeEach(async () => {
  shop = await startWorld(JANUARY);
});
afterEach(() => shop.stop());

async function unpaid(card: string = CARD.failsLater): Promise<Stripe.Subscription> {
  const customer = await newCustomer(shop);
  const price = await priceOf(shop, "team_seat_monthly");
  const subscription = await shop.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price, quantity: 3 }],
  });
  await giveCard(shop, customer.id, card);
  await advanceTo(shop, itemOf(subscription).current_period_end + 60);
  return subscription;
}

const statusOf = async (id: string) => (await shop.stripe.subscriptions.retrieve(id)).status;

describe("a renewal that is not paid [case 25]", () => {
  it("is a draft for an hour, then is tried 8 times in 14 days, each try a failed charge", async () => {
    const subscription = await unpaid();
    const draft = await latestInvoice(shop, subscription.id);
    expect(draft).toMatchObject({ status: "draft", number: null, attempt_count: 0 });
    expect(await statusOf(subscription.id)).toBe("active");
    await shop.advance(HOUR);
    const tried = await latestInvoice(shop, subscription.id);
    const finalized = tried.status_transitions.finalized_at ?? 0;
    expect(tried).toMatchObject({
      status: "open",
      attempt_count: 1,
      attempted: true,
      next_payment_attempt: finalized + DAY,
    });
    expect(await statusOf(subscription.id)).toBe("past_due");
    await shop.advance(14 * DAY);
    const last = await latestInvoice(shop, subscription.id);
    expect(last).toMatchObject({ status: "open", attempt_count: 8, next_payment_attempt: null });
    const charges = await shop.stripe.charges.list({ customer: String(subscription.customer), limit: 20 });
    const failed = charges.data.filter(({ status }) => status === "failed").reverse();
    const days = failed.map(({ created }) => Math.round((created - finalized) / DAY));
    expect(days).toEqual([0, 1, 3, 5, 7, 9, 11, 14]);
    expect(failed[0]).toMatchObject({ failure_code: "card_declined", outcome: { type: "issuer_declined" } });
    expect(await statusOf(subscription.id)).toBe("past_due");
    await giveCard(shop, String(subscription.customer), CARD.good);
    await shop.stripe.invoices.pay(last.id);
    expect(await statusOf(subscription.id)).toBe("active");
  });

  const finals: [final: string, status: string][] = [
    ["cancel", "canceled"],
    ["unpaid", "unpaid"],
    ["past_due", "past_due"],
  ];
  it.each(finals)("ends after the last try as the setting says: %s", async (final, status) => {
    await control(shop, "POST", "/settings", { final });
    const subscription = await unpaid();
    await shop.advance(HOUR + 14 * DAY - 3 * HOUR);
    expect(await statusOf(subscription.id)).toBe("past_due");
    await shop.advance(4 * HOUR);
    const after = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(after.status).toBe(status);
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice).toMatchObject({ status: "open", amount_remaining: 5_700 });
    if (final === "cancel") expect(after.cancellation_details?.reason).toBe("payment_failed");
    await giveCard(shop, String(subscription.customer), CARD.good);
    await shop.stripe.invoices.pay(invoice.id);
    expect(await statusOf(subscription.id)).toBe(final === "cancel" ? "canceled" : "active");
  });

  it("counts one try for a payment by hand, which is refused aloud", async () => {
    const subscription = await unpaid();
    await shop.advance(HOUR);
    const invoice = await latestInvoice(shop, subscription.id);
    const refused = await refusal(shop.stripe.invoices.pay(invoice.id));
    expect(refused).toMatchObject({ code: "card_declined", message: "Your card was declined." });
    expect(await latestInvoice(shop, subscription.id)).toMatchObject({
      attempt_count: 1,
      next_payment_attempt: invoice.next_payment_attempt,
    });
    expect((await shop.stripe.charges.list({ customer: String(subscription.customer) })).data[0]?.status).toBe(
      "failed",
    );
  });

  it("without any card leaves no charge, and is past due all the same", async () => {
    const subscription = await unpaid();
    const customer = String(subscription.customer);
    for (const { id } of cardsOf(shop.sandbox, customer)) shop.sandbox.store.remove("payment_method", id);
    await shop.advance(HOUR);
    expect(await statusOf(subscription.id)).toBe("past_due");
    expect(await latestInvoice(shop, subscription.id)).toMatchObject({ status: "open", attempt_count: 1 });
    expect((await shop.stripe.charges.list({ customer })).data.every(({ paid }) => paid)).toBe(true);
  });

  it("renews again meanwhile, and only the latest invoice makes it active", async () => {
    const subscription = await unpaid();
    const customer = String(subscription.customer);
    await shop.advance(32 * DAY);
    const owed = await shop.stripe.invoices.list({ customer, status: "open" });
    expect(owed.data).toHaveLength(2);
    await giveCard(shop, customer, CARD.good);
    const [newer, older] = owed.data;
    await shop.stripe.invoices.pay(older?.id ?? "");
    expect(await statusOf(subscription.id)).toBe("past_due");
    await shop.stripe.invoices.pay(newer?.id ?? "");
    expect(await statusOf(subscription.id)).toBe("active");
  });

  it("because the bank asks is a failed try, until its owner answers [case 24]", async () => {
    const subscription = await unpaid(CARD.asksBank);
    await shop.advance(HOUR);
    const invoice = await latestInvoice(shop, subscription.id);
    expect(await statusOf(subscription.id)).toBe("past_due");
    expect(eventsOf(shop, invoice.id).slice(-2)).toEqual(["invoice.payment_failed", "invoice.payment_action_required"]);
    expect(await refusal(shop.stripe.invoices.pay(invoice.id))).toMatchObject({
      code: "invoice_payment_intent_requires_action",
    });
    await press(await visit(invoice.hosted_invoice_url ?? ""), "confirm");
    expect(await statusOf(subscription.id)).toBe("active");
  });
});
