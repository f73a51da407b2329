import { expect, it } from "vitest";
import { cataloguePrices } from "@/lib/billing/stripe/catalogue-prices";
import { confirmPrice, type PriceFields } from "@/lib/billing/stripe/confirm-price";

const seat = cataloguePrices().find(({ lookupKey }) => lookupKey === "team_seat_monthly");
if (!seat) throw new Error("the catalogue sells no seats");
const expected = seat;

const monthly = { interval: "month", interval_count: 1, usage_type: "licensed" };
const atStripe: PriceFields = {
  id: "price_1",
  active: true,
  currency: "usd",
  unit_amount: 1_900,
  tax_behavior: "exclusive",
  billing_scheme: "per_unit",
  recurring: monthly,
};

it("lists each price of the catalogue once", () => {
  const keys = cataloguePrices().map(({ lookupKey }) => lookupKey);
  expect(keys).toEqual([...new Set(keys)]);
  expect(keys).toEqual(
    expect.arrayContaining(["pro_monthly", "pro_yearly", "team_seat_yearly", "storage_100gb_monthly"]),
  );
});

it("confirms a price that says what the catalogue says", () => {
  expect(confirmPrice(expected, atStripe)).toEqual({
    lookupKey: "team_seat_monthly",
    priceId: "price_1",
    unitAmount: 1_900,
    currency: "usd",
    interval: "month",
    problem: null,
  });
});

it.each([
  ["is missing", undefined, "no price with the lookup key"],
  ["is archived", { ...atStripe, active: false }, "archived"],
  ["has another amount", { ...atStripe, unit_amount: 2_000 }, "says 20.00 USD"],
  ["has no whole amount", { ...atStripe, unit_amount: null }, "no whole amount"],
  ["has another currency", { ...atStripe, currency: "eur" }, "EUR"],
  ["recurs otherwise", { ...atStripe, recurring: { ...monthly, interval: "year" } }, "every month"],
  ["recurs every third month", { ...atStripe, recurring: { ...monthly, interval_count: 3 } }, "every month"],
  ["is paid once", { ...atStripe, recurring: null }, "every month"],
  ["is metered", { ...atStripe, recurring: { ...monthly, usage_type: "metered" } }, "fixed amount"],
  ["has tiers", { ...atStripe, billing_scheme: "tiered" }, "fixed amount"],
  ["includes tax", { ...atStripe, tax_behavior: "inclusive" }, "includes tax"],
])("does not offer a price that %s, and tells the operator what to do", (_, price, words) => {
  const confirmed = confirmPrice(expected, price);
  expect(confirmed.priceId).toBeNull();
  expect(confirmed.problem).toContain(words);
  expect(confirmed.problem).toContain("team_seat_monthly");
});
