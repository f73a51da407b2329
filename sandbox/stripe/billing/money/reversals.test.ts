import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { press, visit } from "../../tests/browser.test-support";
import {
  CARD,
  eventsOf,
  JANUARY,
  latestInvoice,
  newCustomer,
  priceOf,
  refusal,
  startWorld,
  type World,
} from "../../tests/world.test-support";

let shop: World;

beforeAll(async () => {
  shop = await startWorld(JANUARY);
});
afterAll(() => shop.stop());

async function paid(card: string = CARD.good) {
  const customer = await newCustomer(shop, card);
  const price = await priceOf(shop, "team_seat_monthly");
  const subscription = await shop.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price, quantity: 3 }],
  });
  const invoice = await latestInvoice(shop, subscription.id);
  const intent = String(invoice.payments?.data[0]?.payment.payment_intent);
  const [charge] = (await shop.stripe.charges.list({ customer: customer.id })).data;
  return { subscription, invoice, intent, charge: charge?.id ?? "" };
}

describe("money that goes back [case 32]", () => {
  it("as a refund, in parts up to the whole, changes neither invoice nor subscription", async () => {
    const { subscription, intent, charge } = await paid();
    const part = await shop.stripe.refunds.create({
      payment_intent: intent,
      amount: 1_700,
      reason: "requested_by_customer",
    });
    expect(part).toMatchObject({ amount: 1_700, status: "succeeded", charge, payment_intent: intent });
    expect(await refusal(shop.stripe.refunds.create({ charge, amount: 4_001 }))).toMatchObject({ param: "amount" });
    expect(await refusal(shop.stripe.refunds.create({ charge, amount: -5 }))).toMatchObject({ param: "amount" });
    await shop.stripe.refunds.create({ charge });
    expect(await refusal(shop.stripe.refunds.create({ charge }))).toMatchObject({ code: "charge_already_refunded" });
    expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 5_700, refunded: true });
    expect((await shop.stripe.refunds.list({ charge })).data.map(({ amount }) => amount)).toEqual([4_000, 1_700]);
    expect(eventsOf(shop, charge)).toEqual(["charge.succeeded", "charge.refunded", "charge.refunded"]);
    expect(eventsOf(shop, part.id)).toEqual(["refund.created"]);
    expect((await latestInvoice(shop, subscription.id)).status).toBe("paid");
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
  });

  it("as a dispute, which forbids a refund", async () => {
    const { charge } = await paid(CARD.disputed);
    const { data } = await shop.stripe.disputes.list({ charge });
    const [dispute] = data;
    if (!dispute) throw new Error("no dispute");
    expect(dispute).toMatchObject({ amount: 5_700, reason: "fraudulent", status: "needs_response" });
    expect((await shop.stripe.charges.retrieve(charge)).disputed).toBe(true);
    expect(await refusal(shop.stripe.refunds.create({ charge }))).toMatchObject({ code: "charge_disputed" });
    expect(eventsOf(shop, dispute.id)).toEqual(["charge.dispute.created", "charge.dispute.funds_withdrawn"]);
  });
});

describe("cards of Stripe's list", () => {
  const refused: [card: string, code: string][] = [
    ["pm_card_visa_chargeDeclined", "card_declined"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card"],
    ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc"],
    ["pm_card_chargeDeclinedProcessingError", "processing_error"],
  ];
  it.each(refused)("%s is refused when it is saved", async (card, code) => {
    const customer = await newCustomer(shop, null);
    expect(await refusal(shop.stripe.paymentMethods.attach(card, { customer: customer.id }))).toMatchObject({ code });
  });

  it("one asks its bank the first time only", async () => {
    const { subscription, invoice } = await paid(CARD.asksOnce);
    expect(subscription.status).toBe("incomplete");
    await press(await visit(invoice.hosted_invoice_url ?? ""), "confirm");
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
    await shop.advance(31 * 86_400 + 7_200);
    expect((await latestInvoice(shop, subscription.id)).status).toBe("paid");
  });
});
