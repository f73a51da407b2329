import { describe, expect, it } from "vitest";
import { isReached, offer, refusal, running, SCHEDULED } from "@/lib/billing/quotes/standing.fixture";

const UNDO = { kind: "undo_schedule" } as const;

describe("withdrawing what is scheduled", () => {
  it("leaves the subscription as it is", () => {
    const { step, renewal } = offer(running(SCHEDULED), UNDO);
    expect(step).toEqual({ lookupKey: null, scheduleId: "sub_sched_1" });
    expect(renewal).toMatchObject({ interval: "month", quantity: 5 });
    expect(refusal(running(), UNDO)).toContain("409 No change is scheduled");
  });

  it("is found done where nothing is scheduled", () => {
    expect(isReached({}, UNDO)).toBe(true);
    expect(isReached(SCHEDULED, UNDO)).toBe(false);
  });
});
