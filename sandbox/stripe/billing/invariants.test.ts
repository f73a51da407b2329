import fc from "fast-check";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CARD,
  DAY,
  giveCard,
  HOUR,
  itemOf,
  JANUARY,
  newCustomer,
  priceOf,
  startWorld,
  type World,
} from "../tests/world.test-support";
import { linesOf } from "./invoices/keep";
import { allOf } from "./objects/stored";

let shop: World;
let prices: { monthly: string; yearly: string };

beforeAll(async () => {
  shop = await startWorld(JANUARY);
  prices = { monthly: await priceOf(shop, "team_seat_monthly"), yearly: await priceOf(shop, "team_seat_yearly") };
});
afterAll(() => shop.stop());

type Step =
  | {
      do: "seats";
      to: number;
      pay: "pending_if_incomplete" | "allow_incomplete";
      bill: "always_invoice" | "create_prorations" | "none";
    }
  | { do: "interval"; to: "monthly" | "yearly" }
  | { do: "schedule"; to: number }
  | { do: "card"; card: string }
  | { do: "leave" | "stay" | "release" | "pay" | "refund" }
  | { do: "wait"; seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("seats" as const),
      to: fc.integer({ min: 1, max: 20 }),
      pay: fc.constantFrom("pending_if_incomplete" as const, "allow_incomplete" as const),
      bill: fc.constantFrom("always_invoice" as const, "create_prorations" as const, "none" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("interval" as const),
      to: fc.constantFrom("monthly" as const, "yearly" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("schedule" as const), to: fc.integer({ min: 1, max: 20 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("card" as const),
      card: fc.constantFrom(CARD.good, CARD.failsLater, CARD.asksBank),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("leave" as const, "stay" as const, "release" as const, "pay" as const, "refund" as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      seconds: fc.oneof(fc.integer({ min: 60, max: 3 * HOUR }), fc.integer({ min: DAY, max: 40 * DAY })),
    }),
  },
);

async function take(id: string, one: Step): Promise<void> {
  const subscription = await shop.stripe.subscriptions.retrieve(id);
  const item = itemOf(subscription);
  const customer = String(subscription.customer);
  if (one.do === "seats") {
    const items = [{ id: item.id, quantity: one.to }];
    await shop.stripe.subscriptions.update(id, { items, payment_behavior: one.pay, proration_behavior: one.bill });
  } else if (one.do === "interval") {
    await shop.stripe.subscriptions.update(id, { items: [{ id: item.id, price: prices[one.to] }] });
  } else if (one.do === "schedule") {
    const schedule = await shop.stripe.subscriptionSchedules.create({ from_subscription: id });
    const [now] = schedule.phases;
    const items = [{ price: item.price.id, quantity: one.to }];
    const present = {
      items: [{ price: item.price.id, quantity: item.quantity ?? 1 }],
      start_date: now?.start_date ?? 0,
      end_date: now?.end_date ?? 0,
    };
    await shop.stripe.subscriptionSchedules.update(schedule.id, { phases: [present, { items }] });
  } else if (one.do === "card") await giveCard(shop, customer, one.card);
  else if (one.do === "wait") await shop.advance(one.seconds);
  else if (one.do === "leave" || one.do === "stay") {
    await shop.stripe.subscriptions.update(id, { cancel_at_period_end: one.do === "leave" });
  } else if (one.do === "release") {
    if (subscription.schedule) await shop.stripe.subscriptionSchedules.release(String(subscription.schedule));
  } else if (one.do === "pay") {
    for (const { id: owed } of (await shop.stripe.invoices.list({ customer, status: "open" })).data)
      await shop.stripe.invoices.pay(owed);
  } else {
    const charge = (await shop.stripe.charges.list({ customer })).data.find(({ paid, refunded }) => paid && !refunded);
    if (charge) await shop.stripe.refunds.create({ charge: charge.id, amount: Math.ceil(charge.amount / 3) });
  }
}

/** The fields of a finalized invoice that nothing may change any more. */
function documentOf(invoice: Record<string, unknown>): string {
  const fixed = [
    "number",
    "currency",
    "subtotal",
    "total",
    "total_taxes",
    "lines",
    "customer_name",
    "custom_fields",
    "starting_balance",
    "ending_balance",
  ];
  return JSON.stringify(fixed.map((name) => invoice[name]));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function check(customer: string, documents: Map<string, string>): void {
  const { sandbox } = shop;
  const own = <T extends { customer: unknown }>(wires: readonly T[]) =>
    wires.filter((one) => one.customer === customer);
  const invoices = own(allOf(sandbox, "invoice"));
  const charges = own(allOf(sandbox, "charge"));
  for (const invoice of invoices) {
    const lines = linesOf(sandbox, invoice);
    expect(sum(lines.map(({ amount }) => amount))).toBe(invoice.subtotal);
    expect(invoice.amount_remaining).toBe(invoice.status === "paid" ? 0 : invoice.amount_due);
    if (invoice.number === null) continue;
    expect(documentOf(invoice)).toBe(documents.get(invoice.id) ?? documentOf(invoice));
    documents.set(invoice.id, documentOf(invoice));
  }
  const numbers = invoices.flatMap(({ number }) => number ?? []).sort();
  expect(numbers.map((number) => Number(number.slice(-4)))).toEqual(numbers.map((_, index) => index + 1));
  expect(sum(charges.map((one) => one.amount_captured))).toBe(sum(invoices.map(({ amount_paid }) => amount_paid)));
  const moved = sandbox.store.all("customer_balance_transaction").filter((one) => one.customer === customer);
  expect(sum(moved.map(({ amount }) => Number(amount)))).toBe(sandbox.store.get("customer", customer)?.balance);
}

/** Regular lines of one item: each period begins where the one before ended, or where a change began it anew. */
function checkTiling(subscription: string): void {
  const invoices = allOf(shop.sandbox, "invoice")
    .filter(({ status }) => status !== "void")
    .reverse();
  const regular = invoices
    .flatMap((invoice) => linesOf(shop.sandbox, invoice))
    .filter((line) => line.subscription === subscription && line.description.includes("(at "))
    .map(({ period }) => period);
  for (const [index, period] of regular.entries()) {
    const before = regular[index - 1];
    expect(period.start).toBeLessThan(period.end);
    if (before) expect(period.start).toBeGreaterThanOrEqual(before.start);
    if (before) expect(period.start).toBeLessThanOrEqual(before.end);
  }
}

describe("whatever a customer does", () => {
  it("no cent is lost, no finalized invoice changes, no time is billed twice or not at all", async () => {
    const lives = fc.array(step, { minLength: 4, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(lives, async (steps) => {
        const customer = await newCustomer(shop);
        const { id } = await shop.stripe.subscriptions.create({
          customer: customer.id,
          items: [{ price: prices.monthly, quantity: 3 }],
        });
        const documents = new Map<string, string>();
        for (const one of steps) {
          await take(id, one).catch((error: unknown) => {
            if (
              !(error instanceof Stripe.errors.StripeCardError) &&
              !(error instanceof Stripe.errors.StripeInvalidRequestError)
            )
              throw error;
          });
          check(customer.id, documents);
        }
        checkTiling(id);
        if (!(await shop.stripe.subscriptions.retrieve(id)).ended_at) await shop.stripe.subscriptions.cancel(id);
        check(customer.id, documents);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
