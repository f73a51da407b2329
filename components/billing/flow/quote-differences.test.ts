import { describe, expect, it } from "vitest";
import { quoteDifferences } from "@/components/billing/flow/quote-differences";
import type { QuoteView } from "@/lib/billing/quotes/types";

const quote: QuoteView = {
  id: "one",
  kind: "change_seats",
  currency: "usd",
  dueNow: 3_800,
  tax: 0,
  lines: [],
  recurring: { amount: 9_500, interval: "month", from: "2026-12-16T00:00:00.000Z" },
  effectiveAt: null,
  sentences: ["5 seats instead of 3."],
  impact: null,
  expiresAt: "2026-11-20T12:10:00.000Z",
};

describe("what a new quote says otherwise", () => {
  it("is nothing for the same offer, whatever its id and its end", () => {
    expect(quoteDifferences(quote, { ...quote, id: "two", expiresAt: "2026-11-20T13:00:00.000Z" })).toEqual([]);
  });

  it("names each amount with what it was, and its currency", () => {
    const next = { ...quote, dueNow: 4_180, tax: 380, recurring: null, effectiveAt: "2026-12-16T00:00:00.000Z" };
    expect(quoteDifferences(quote, next)).toEqual([
      "Due now is 41.80 USD; it was 38.00 USD.",
      "Of it, tax is 3.80 USD; it was 0.00 USD.",
      "Later periods cost nothing without tax; it was 95.00 USD a month.",
      "It takes effect on another day.",
    ]);
  });

  it("repeats no sentence that was shown before", () => {
    const sentences = ["5 seats instead of 3.", "It replaces the scheduled change."];
    expect(quoteDifferences(quote, { ...quote, sentences })).toEqual(["It replaces the scheduled change."]);
  });
});
