import { describe, expect, it } from "vitest";
import type { ClaimedQuote } from "@/lib/billing/quotes/claim-quote";
import { wasCarriedOut } from "@/lib/billing/quotes/find-effect";
import { day, ORG, running, TEAM } from "@/lib/billing/quotes/standing.fixture";

const QUOTE: ClaimedQuote = {
  id: "q",
  input: { kind: "change_seats", seats: 7 },
  shown: { currency: "usd", dueNow: 0, tax: 0, lines: [], recurring: null },
  basis: "",
  prorationAt: day(0),
  begun: true,
  expired: false,
};

describe("a change that was cut off", () => {
  it("is told from one that never happened by where the subscription stands", () => {
    expect(wasCarriedOut(running({ seats: 7 }), QUOTE)).toBe(true);
    expect(wasCarriedOut(running(), QUOTE)).toBe(false);
    expect(wasCarriedOut(ORG, QUOTE)).toBe(false);
    expect(wasCarriedOut(ORG, { ...QUOTE, input: TEAM })).toBe(false);
  });

  it("was never carried out before it was begun", () => {
    expect(wasCarriedOut(running({ seats: 7 }), { ...QUOTE, begun: false })).toBe(false);
  });
});
