import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { card, press, visit, wordsOf } from "../browser.test-support";
import { startWorld, type World } from "../world.test-support";

let world: World;
let stripe: Stripe;
beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterAll(() => world.running.stop());

it("saves a card that its bank lets pass, and tells of one that it does not", async () => {
  const { id: customer } = await stripe.customers.create();
  const saved = await stripe.setupIntents.create({ customer, payment_method: "pm_card_visa", confirm: true });
  expect(saved.status).toBe("succeeded");
  expect((await stripe.paymentMethods.list({ customer })).data).toHaveLength(1);
  const open = await stripe.setupIntents.create({ customer });
  await expect(
    stripe.setupIntents.confirm(open.id, { payment_method: "pm_card_visa_chargeDeclined" }),
  ).rejects.toMatchObject({ type: "StripeCardError", code: "card_declined" });
  expect(await stripe.setupIntents.retrieve(open.id)).toMatchObject({
    status: "requires_payment_method",
    last_setup_error: { message: "Your card was declined." },
  });
});

it("waits on a page for the answer to 3-D Secure [case 24]", async () => {
  const { id: customer } = await stripe.customers.create();
  const asked = await stripe.setupIntents.create({
    customer,
    payment_method: "pm_card_authenticationRequired",
    confirm: true,
  });
  const page = await visit(asked.next_action?.redirect_to_url?.url ?? "");
  expect(wordsOf(page)).toContain("Confirm with your bank");
  await press(page, "confirm");
  expect((await stripe.setupIntents.retrieve(asked.id)).status).toBe("succeeded");
});

it("saves a card by a checkout in setup mode, without a charge", async () => {
  const { id: customer } = await stripe.customers.create({ email: "s@acme.example" });
  const session = await stripe.checkout.sessions.create({
    mode: "setup",
    customer,
    currency: "usd",
    success_url: "http://localhost/saved",
  });
  expect((await press(await visit(session.url ?? ""), "pay", card())).location).toBe("http://localhost/saved");
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
  expect(done).toMatchObject({
    status: "complete",
    payment_status: "no_payment_required",
    setup_intent: { status: "succeeded" },
  });
  expect((await stripe.paymentMethods.list({ customer })).data).toHaveLength(1);
  expect((await stripe.charges.list({ customer })).data).toEqual([]);
});
