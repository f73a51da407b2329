import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunningSandbox } from "../../server";
import { clientOf, start } from "../../tests/sdk.test-support";

let running: RunningSandbox;
let stripe: Stripe;
beforeAll(async () => {
  running = await start();
  stripe = clientOf(running);
});
afterAll(() => running.stop());

it("works", async () => {
  const customer = await stripe.customers.create({ email: "a@b.example", name: "Acme" });
  const [price] = (await stripe.prices.list({ lookup_keys: ["team_seat_monthly"] })).data;
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [
      { price: price?.id ?? "", quantity: 3, adjustable_quantity: { enabled: true, minimum: 3, maximum: 20 } },
    ],
    success_url: "http://localhost/ok?s={CHECKOUT_SESSION_ID}",
    cancel_url: "http://localhost/no",
  });
  const page = await (await fetch(session.url ?? "")).text();
  expect(page).toContain("$57.00");
});
