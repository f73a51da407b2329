import { describe, expect, it } from "vitest";
import { day, isReached, offer, refusal, running, SCHEDULED } from "@/lib/billing/quotes/standing.fixture";

const CANCEL = { kind: "cancel" } as const;

describe("cancelling", () => {
  it("can be agreed to in every state that runs, whatever it leaves over [INV-S2, INV-S3]", () => {
    for (const status of ["active", "trialing", "past_due", "unpaid", "paused"]) {
      for (const seatsTaken of [0, 5, 9_999]) {
        const cancelled = offer({ ...running({ status, ...SCHEDULED }), seatsTaken }, CANCEL);
        expect(cancelled).toMatchObject({
          step: { subscriptionId: "sub_1", scheduleId: "sub_sched_1" },
          effectiveAt: day(20),
          renewal: null,
        });
      }
    }
    expect(refusal(running({ cancelAt: day(20) }), CANCEL)).toContain("409 The subscription is cancelled already");
  });

  it("is found done where an end is set", () => {
    expect(isReached({ cancelAt: day(1) }, CANCEL)).toBe(true);
    expect(isReached({}, CANCEL)).toBe(false);
  });
});
