import { describe, expect, it } from "vitest";
import { day, isReached, offer, refusal, running } from "@/lib/billing/quotes/standing.fixture";
import type { Interval } from "@/lib/entitlements/types";

const to = (interval: Interval) => ({ kind: "change_interval", interval }) as const;

describe("another interval", () => {
  it("to a year is now, to a month at the period's end", () => {
    expect(offer(running(), to("year")).step).toMatchObject({
      when: "now",
      lookupKey: "team_seat_yearly",
      quantity: 5,
    });
    expect(offer(running({ interval: "year" }), to("month"))).toMatchObject({
      step: { when: "period_end", lookupKey: "team_seat_monthly", quantity: 5 },
      effectiveAt: day(20),
    });
    expect(refusal(running(), to("month"))).toContain("409 It is billed monthly already");
    expect(refusal(running({ status: "past_due" }), to("year"))).toContain("409 An invoice");
  });

  it("is found done where it is billed so, or scheduled", () => {
    const scheduled = { at: day(20).toISOString(), seats: null, interval: "year" } as const;
    expect(isReached({ interval: "year" }, to("year"))).toBe(true);
    expect(isReached({ scheduled }, to("year"))).toBe(true);
    expect(isReached({}, to("year"))).toBe(false);
  });
});
