import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { tellBreaker } from "@/lib/billing/stripe/breaker";
import { cataloguePrices } from "@/lib/billing/stripe/catalogue-prices";
import { checkPrices, confirmedPrices, priceIdOf } from "@/lib/billing/stripe/prices";
import { billingProvider } from "@/lib/billing/stripe/provider";
import {
  listOf,
  type RecordedStripe,
  speakTo,
  startRecordedStripe,
} from "@/lib/billing/stripe/recorded-stripe.test-support";
import { AppError } from "@/lib/errors";

const logged = vi.hoisted((): unknown[][] => []);
vi.mock("@/lib/logger", () => ({ log: () => ({ error: (...given: unknown[]) => logged.push(given) }) }));

const atStripe = (without: readonly string[] = []) =>
  cataloguePrices()
    .filter(({ lookupKey }) => !without.includes(lookupKey))
    .map(({ lookupKey, amountCents, interval }) => ({
      id: `price_${lookupKey}`,
      object: "price",
      active: true,
      lookup_key: lookupKey,
      unit_amount: amountCents,
      currency: "usd",
      tax_behavior: "exclusive",
      billing_scheme: "per_unit",
      product: "prod_1",
      recurring: { interval, interval_count: 1, usage_type: "licensed" },
    }));

let stripe: RecordedStripe;
beforeAll(async () => {
  stripe = await startRecordedStripe();
  speakTo(stripe.url);
});
afterAll(() => {
  vi.useRealTimers();
  return stripe.stop();
});
/** An hour apart, so that no test sees the prices that another one was told. */
let hours = 0;
const begin = Date.now();
beforeEach(() => {
  hours += 1;
  vi.useFakeTimers({ toFake: ["Date"], now: begin + hours * 3_600_000 });
  tellBreaker("answered");
  stripe.calls.length = 0;
  logged.length = 0;
  stripe.answer = () => ({ body: listOf(atStripe()) });
});

it("asks for every lookup key, at most ten in one call, and once for all who ask within five minutes", async () => {
  const [prices] = await Promise.all([confirmedPrices(), confirmedPrices(), priceIdOf("pro_monthly")]);
  const asked = stripe.calls.map(({ input }) =>
    Object.entries(input).filter(([name]) => name.startsWith("lookup_keys")),
  );
  for (const keys of asked) expect(keys.length).toBeLessThanOrEqual(10);
  expect(asked.flat().map(([, key]) => key)).toEqual(cataloguePrices().map(({ lookupKey }) => lookupKey));
  expect([...prices.values()].filter(({ problem }) => problem !== null)).toEqual([]);

  const calls = stripe.calls.length;
  vi.advanceTimersByTime(299_000);
  await confirmedPrices();
  expect(stripe.calls).toHaveLength(calls);
  vi.advanceTimersByTime(2_000);
  await confirmedPrices();
  expect(stripe.calls).toHaveLength(2 * calls);
});

it("a missing price is said at the start, refused at the purchase, and found soon after it is made", async () => {
  stripe.answer = () => ({ body: listOf(atStripe(["team_seat_yearly"])) });
  await checkPrices();
  expect(logged).toHaveLength(1);
  expect(logged[0]).toEqual([{ lookupKey: "team_seat_yearly" }, expect.stringMatching(/Create one over 190\.00 USD/)]);
  await expect(priceIdOf("team_seat_yearly")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await priceIdOf("team_seat_monthly")).toBe("price_team_seat_monthly");

  stripe.answer = () => ({ body: listOf(atStripe()) });
  vi.advanceTimersByTime(21_000);
  expect(await priceIdOf("team_seat_yearly")).toBe("price_team_seat_yearly");
});

it("a price that no catalogue names is never sold", async () => {
  await expect(priceIdOf("enterprise_monthly")).rejects.toBeInstanceOf(AppError);
});

it("while Stripe cannot be asked, pages are told so, the start goes on, and the next question is asked anew", async () => {
  const headers = { "stripe-should-retry": "false" };
  stripe.answer = () => ({ status: 500, body: { error: { type: "api_error" } }, headers });
  expect(await billingProvider()).toEqual({ state: "unreachable" });
  await checkPrices();
  expect(logged.at(-1)?.[1]).toContain("could not be asked");
  stripe.answer = () => ({ body: listOf(atStripe()) });
  expect(await billingProvider()).toEqual({ state: "ready", demo: false });
});
