import { describe, expect, it } from "vitest";
import { isReached, offer, refusal, running, SCHEDULED } from "@/lib/billing/quotes/standing.fixture";

const END_TRIAL = { kind: "end_trial" } as const;

describe("the early end of a trial", () => {
  it("starts the subscription that waits for it", () => {
    const { step } = offer(running({ status: "trialing" }), END_TRIAL);
    expect(step).toEqual({ lookupKey: null, subscriptionId: "sub_1", scheduleId: null });
    expect(refusal(running(), END_TRIAL)).toContain("409 No trial");
    const { sentences } = offer(running({ status: "trialing", ...SCHEDULED }), END_TRIAL);
    expect(sentences.join(" ")).toContain("It replaces the scheduled change to 4 seats.");
  });

  it("is found done where no trial runs", () => {
    expect(isReached({}, END_TRIAL)).toBe(true);
    expect(isReached({ status: "trialing" }, END_TRIAL)).toBe(false);
  });
});
