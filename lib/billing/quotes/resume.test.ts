import { describe, expect, it } from "vitest";
import { day, isReached, offer, refusal, running } from "@/lib/billing/quotes/standing.fixture";

const RESUME = { kind: "resume" } as const;

describe("resuming", () => {
  it("takes a cancellation back until its day comes", () => {
    const { step, renewal } = offer(running({ cancelAt: day(20) }), RESUME);
    expect(step).toEqual({ lookupKey: null, subscriptionId: "sub_1" });
    expect(renewal).toEqual({ interval: "month", quantity: 5, from: day(20) });
    expect(refusal(running(), RESUME)).toContain("409 The subscription is not cancelled");
  });

  it("is found done where no end is set", () => {
    expect(isReached({}, RESUME)).toBe(true);
    expect(isReached({ cancelAt: day(20) }, RESUME)).toBe(false);
  });
});
