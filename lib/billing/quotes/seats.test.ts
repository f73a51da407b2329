import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, isReached, offer, RUNNING, refusal, running, SCHEDULED } from "@/lib/billing/quotes/standing.fixture";

const seats = (count: number) => ({ kind: "change_seats", seats: count }) as const;

describe("another number of seats", () => {
  it("of a subscription that is cancelled promises no renewal", () => {
    const { renewal, sentences } = offer(running({ cancelAt: day(20) }), seats(7));
    expect(renewal).toBeNull();
    expect(sentences).toContain("The subscription still ends on 10 Dec 2026.");
  });

  it("more is now, fewer is at the period's end", () => {
    expect(offer(running(), seats(7))).toMatchObject({
      step: { when: "now", lookupKey: null, quantity: 7 },
      effectiveAt: null,
      following: null,
    });
    expect(offer(running(), seats(4))).toMatchObject({
      step: { when: "period_end", lookupKey: "team_seat_monthly", quantity: 4 },
      effectiveAt: day(20),
      following: { at: day(20), seats: 4 },
    });
  });

  it("is refused where it means nothing, or nothing can be changed", () => {
    expect(refusal(running(), seats(5))).toBe("409 You already have 5 seats.");
    expect(refusal(running(SCHEDULED), seats(5))).toContain("Withdraw the scheduled change instead");
    expect(refusal(running(SCHEDULED), seats(4))).toContain("is scheduled already");
    expect(refusal(running(), seats(2))).toBe("400 Team has at least 3 seats.");
    expect(refusal(running({ cancelAt: day(20) }), seats(4))).toContain("409 The subscription is cancelled");
    expect(refusal(running({ status: "unpaid" }), seats(9))).toContain(
      "409 An invoice of this subscription is not paid",
    );
    const pendingUpdate = { expiresAt: day(1).toISOString(), seats: 9 };
    expect(refusal(running({ pendingUpdate }), seats(8))).toContain("409 A change is waiting for payment");
    expect(refusal({ ...running(), subscription: { ...RUNNING, plan: "pro", seats: null } }, seats(3))).toContain(
      "400",
    );
  });

  it("replaces a scheduled change and says so", () => {
    expect(offer(running(SCHEDULED), seats(6)).sentences.join(" ")).toContain(
      "replaces the scheduled change to 4 seats",
    );
    expect(offer(running(SCHEDULED), seats(3)).step).toMatchObject({ when: "period_end", quantity: 3 });
  });

  it("cannot be more while a renewal is owed: paying for a seat would settle the whole subscription at Stripe", () => {
    expect(refusal(running({ status: "past_due" }), seats(6))).toContain("Pay it first, then add seats");
    expect(offer(running({ status: "past_due" }), seats(4)).step).toMatchObject({ when: "period_end" });
  });

  it("never changes down at once, nor up for later", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 9_999 }), fc.integer({ min: 3, max: 9_999 }), (present, wanted) => {
        fc.pre(present !== wanted);
        const { step, effectiveAt } = offer(running({ seats: present }), seats(wanted));
        expect(step).toMatchObject({ when: wanted > present ? "now" : "period_end" });
        expect(effectiveAt === null).toBe(wanted > present);
      }),
    );
  });

  it("is found done where it is had, scheduled or waits for its payment", () => {
    const pendingUpdate = { expiresAt: day(1).toISOString(), seats: 9 };
    expect(isReached({ seats: 7 }, seats(7))).toBe(true);
    expect(isReached(SCHEDULED, seats(4))).toBe(true);
    expect(isReached({ pendingUpdate }, seats(9))).toBe(true);
    expect(isReached({}, seats(7))).toBe(false);
  });
});
