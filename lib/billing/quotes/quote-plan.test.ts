import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basisOf } from "@/lib/billing/quotes/quote-basis";
import { isReached, planQuote } from "@/lib/billing/quotes/quote-plan";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import type { BillingStanding, RunningSubscription } from "@/lib/billing/subscriptions/standing";
import type { Interval } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";

const NOW = new Date("2026-11-20T10:00:00Z");
const day = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

const RUNNING: RunningSubscription = {
  id: "sub_1",
  status: "active",
  plan: "team",
  planVersion: 1,
  interval: "month",
  seats: 5,
  unitAmount: 1_900,
  currency: "usd",
  itemId: "si_1",
  periodStart: day(-10),
  periodEnd: day(20),
  trialEnd: null,
  cancelAt: null,
  scheduleId: null,
  scheduled: null,
  pendingUpdate: null,
  addOns: [],
};

const ORG: BillingStanding = {
  account: { id: "a", handle: "acme", name: "Acme", kind: "organization" },
  customer: null,
  subscription: null,
  other: null,
  trial: null,
  contract: null,
  nextContract: null,
  seatsTaken: 4,
};
const PERSON: BillingStanding = {
  ...ORG,
  account: { id: "p", handle: "ada", name: "Ada", kind: "personal" },
  seatsTaken: 0,
};
const running = (more: Partial<RunningSubscription> = {}): BillingStanding => ({
  ...ORG,
  customer: { id: "cus_1", unlinked: false },
  subscription: { ...RUNNING, ...more },
});
const SCHEDULED = {
  scheduleId: "sub_sched_1",
  scheduled: { at: day(20).toISOString(), seats: 4, interval: "month" },
} as const;
const TEAM = { kind: "checkout", plan: "team", interval: "month", seats: 5, start: "now" } as const;
const PRO = { kind: "checkout", plan: "pro", interval: "year", seats: null, start: "now" } as const;

const plan = (standing: BillingStanding, input: PrepareQuoteInput) => planQuote(standing, input, NOW);

function refusal(standing: BillingStanding, input: PrepareQuoteInput): string {
  try {
    plan(standing, input);
  } catch (error) {
    if (error instanceof AppError && "message" in error.payload) return `${error.status} ${error.payload.message}`;
    throw error;
  }
  return "planned";
}

describe("a first purchase", () => {
  it("is of a plan for this kind of account, with the seats that are taken at least", () => {
    expect(plan(ORG, TEAM).step).toEqual({
      act: "checkout",
      plan: "team",
      lookupKey: "team_seat_monthly",
      quantity: 5,
      minimum: 4,
      trialEnd: null,
    });
    expect(plan(PERSON, PRO).step).toMatchObject({ lookupKey: "pro_yearly", quantity: 1, minimum: 1 });
    expect(refusal(PERSON, TEAM)).toContain("400 Team is for an organization");
    expect(refusal(ORG, PRO)).toContain("400 Pro is for one person");
    expect(refusal(ORG, { ...TEAM, seats: 2 })).toBe("400 Team has at least 3 seats.");
    expect(refusal(ORG, { ...TEAM, seats: 3 })).toContain("400 4 seats are used or reserved");
    expect(refusal(ORG, { ...TEAM, seats: null })).toContain("400 Say how many seats");
    expect(refusal(PERSON, { ...PRO, seats: 4 })).toContain("400 Pro is for one person and sells no seats");
    expect(refusal(ORG, { ...TEAM, plan: "enterprise" })).toContain("400 Enterprise is by contract. Talk to");
    expect(refusal(PERSON, { ...PRO, plan: "free" })).toContain("400 Free costs nothing");
  });

  it("is refused beside anything that runs, with what to do instead", () => {
    expect(refusal(running(), TEAM)).toContain("409 @acme has a subscription already. Change its seats");
    expect(refusal(running({ cancelAt: day(20) }), TEAM)).toContain("Resume it instead");
    expect(refusal({ ...ORG, other: "parked" }, TEAM)).toContain("409");
    expect(refusal({ ...ORG, contract: { termId: "t", endsAt: day(9) } }, TEAM)).toContain("has a contract until");
    expect(refusal({ ...ORG, customer: { id: "cus_1", unlinked: true } }, TEAM)).toContain("has deleted this customer");
  });

  it("waits for no contract that is agreed on: the customer would pay twice", () => {
    const nextContract = { termId: "t", startsAt: day(9) };
    expect(refusal({ ...ORG, nextContract }, TEAM)).toContain("has a contract from 29 November 2026");
    expect(basisOf({ ...ORG, nextContract }, null)).not.toBe(basisOf(ORG, null));
  });

  it("starts now or at the trial's end, which Stripe takes from 48 hours after the quote's last minute on", () => {
    const trial = { termId: "t", endsAt: day(9) };
    const later = { ...TEAM, start: "trial_end" } as const;
    expect(plan({ ...ORG, trial }, later)).toMatchObject({ step: { trialEnd: day(9) }, effectiveAt: day(9) });
    expect(plan({ ...ORG, trial }, TEAM).step).toMatchObject({ trialEnd: null });
    expect(refusal(ORG, later)).toContain("400 There is no trial");
    expect(refusal({ ...ORG, trial: { ...trial, endsAt: day(1.9) } }, later)).toContain("too soon");
    const [soon, enough] = [new Date(day(2).getTime() + 10 * 60_000), new Date(day(2).getTime() + 15 * 60_000)];
    expect(refusal({ ...ORG, trial: { ...trial, endsAt: soon } }, later)).toContain("too soon");
    expect(plan({ ...ORG, trial: { ...trial, endsAt: enough } }, later).step).toMatchObject({ trialEnd: enough });
  });
});

describe("another number of seats", () => {
  const seats = (count: number) => ({ kind: "change_seats", seats: count }) as const;

  it("of a subscription that is cancelled promises no renewal", () => {
    const { renewal, changes } = plan(running({ cancelAt: day(20) }), seats(7));
    expect(renewal).toBeNull();
    expect(changes).toContain("The subscription still ends on 10 December 2026.");
  });

  it("more is now, fewer is at the period's end", () => {
    expect(plan(running(), seats(7))).toMatchObject({
      step: { act: "change", lookupKey: null, quantity: 7 },
      effectiveAt: null,
      following: null,
    });
    expect(plan(running(), seats(4))).toMatchObject({
      step: { act: "schedule", lookupKey: "team_seat_monthly", quantity: 4 },
      effectiveAt: day(20),
      following: { at: day(20), seats: 4 },
    });
  });

  it("is refused where it means nothing, or nothing can be changed", () => {
    expect(refusal(running(), seats(5))).toBe("409 There are 5 seats already.");
    expect(refusal(running(SCHEDULED), seats(5))).toContain("Withdraw the scheduled change instead");
    expect(refusal(running(SCHEDULED), seats(4))).toContain("is scheduled already");
    expect(refusal(running(), seats(2))).toBe("400 Team has at least 3 seats.");
    expect(refusal(running({ cancelAt: day(20) }), seats(4))).toContain("409 The subscription is cancelled");
    expect(refusal(running({ status: "unpaid" }), seats(9))).toContain(
      "409 An invoice of this subscription is not paid",
    );
    const pendingUpdate = { expiresAt: day(1).toISOString(), seats: 9 };
    expect(refusal(running({ pendingUpdate }), seats(8))).toContain("409 A change waits for its payment");
    expect(refusal({ ...running(), subscription: { ...RUNNING, plan: "pro", seats: null } }, seats(3))).toContain(
      "400",
    );
  });

  it("replaces a scheduled change and says so", () => {
    expect(plan(running(SCHEDULED), seats(6)).changes.join(" ")).toContain("replaces the scheduled change to 4 seats");
    expect(plan(running(SCHEDULED), seats(3)).step).toMatchObject({ act: "schedule", quantity: 3 });
  });

  it("cannot be more while a renewal is owed: paying for a seat would settle the whole subscription at Stripe", () => {
    expect(refusal(running({ status: "past_due" }), seats(6))).toContain("Pay it first, then add seats");
    expect(plan(running({ status: "past_due" }), seats(4)).step.act).toBe("schedule");
  });
});

describe("another interval", () => {
  const to = (interval: Interval) => ({ kind: "change_interval", interval }) as const;

  it("to a year is now, to a month at the period's end", () => {
    expect(plan(running(), to("year")).step).toEqual({ act: "change", lookupKey: "team_seat_yearly", quantity: 5 });
    expect(plan(running({ interval: "year" }), to("month"))).toMatchObject({
      step: { act: "schedule", lookupKey: "team_seat_monthly", quantity: 5 },
      effectiveAt: day(20),
    });
    expect(refusal(running(), to("month"))).toContain("409 It is billed monthly already");
    expect(refusal(running({ status: "past_due" }), to("year"))).toContain("409 An invoice");
  });
});

describe("the end", () => {
  it("seed-systems:INV-S2 seed-systems:INV-S3 can be planned in every state that runs, whatever it leaves over", () => {
    for (const status of ["active", "trialing", "past_due", "unpaid", "paused"]) {
      for (const seatsTaken of [0, 5, 9_999]) {
        const cancelled = plan({ ...running({ status, ...SCHEDULED }), seatsTaken }, { kind: "cancel" });
        expect(cancelled).toMatchObject({ step: { act: "cancel" }, effectiveAt: day(20), renewal: null });
      }
    }
    expect(refusal(running({ cancelAt: day(20) }), { kind: "cancel" })).toContain(
      "409 The subscription is cancelled already",
    );
  });

  it("can be taken back until it comes", () => {
    expect(plan(running({ cancelAt: day(20) }), { kind: "resume" }).step).toEqual({ act: "resume" });
    expect(refusal(running(), { kind: "resume" })).toContain("409 The subscription is not cancelled");
  });

  it("of a trial starts the subscription that waits for it", () => {
    expect(plan(running({ status: "trialing" }), { kind: "end_trial" }).step).toEqual({ act: "end_trial" });
    expect(refusal(running(), { kind: "end_trial" })).toContain("409 No trial");
    const planned = plan(running({ status: "trialing", ...SCHEDULED }), { kind: "end_trial" });
    expect(planned.changes.join(" ")).toContain("It replaces the scheduled change to 4 seats.");
  });

  it("of a schedule leaves the subscription as it is", () => {
    expect(plan(running(SCHEDULED), { kind: "undo_schedule" }).step).toEqual({
      act: "release",
      scheduleId: "sub_sched_1",
    });
    expect(refusal(running(), { kind: "undo_schedule" })).toContain("409 No change is scheduled");
  });

  it("has nothing to end without a subscription, and says why", () => {
    expect(refusal(ORG, { kind: "cancel" })).toContain("has no subscription");
    expect(refusal({ ...ORG, trial: { termId: "t", endsAt: day(1) } }, { kind: "cancel" })).toContain(
      "charges nothing",
    );
    expect(refusal({ ...ORG, other: "contract" }, { kind: "cancel" })).toContain("by contract");
    expect(refusal({ ...ORG, other: "parked" }, { kind: "cancel" })).toContain("does not sell");
  });
});

describe("what a quote was calculated from", () => {
  it("changes with everything that a price depends on, and with nothing else", () => {
    const before = basisOf(running(), null);
    const others: Partial<RunningSubscription>[] = [
      { seats: 6 },
      { interval: "year" },
      { status: "past_due" },
      { periodEnd: day(21) },
      { cancelAt: day(20) },
      { unitAmount: 2_000 },
      { ...SCHEDULED },
      { pendingUpdate: { expiresAt: day(1).toISOString(), seats: 9 } },
      { itemId: "si_2" },
    ];
    for (const more of others) expect(basisOf(running(more), null)).not.toBe(before);
    const price = { lookupKey: "team_seat_monthly", priceId: "price_1", unitAmount: 1_900, currency: "usd" };
    expect(basisOf(running(), price)).not.toBe(before);
    expect(basisOf(running(), { ...price, unitAmount: 2_000 })).not.toBe(basisOf(running(), price));
    expect(basisOf({ ...running(), trial: { termId: "t", endsAt: day(3) } }, null)).not.toBe(before);
    expect(basisOf({ ...running(), seatsTaken: 1 }, null)).toBe(before);
  });
});

describe("a change that was cut off", () => {
  it("is told from one that never happened by where the subscription stands", () => {
    expect(isReached(running({ seats: 7 }), { kind: "change_seats", seats: 7 })).toBe(true);
    expect(isReached(running(SCHEDULED), { kind: "change_seats", seats: 4 })).toBe(true);
    expect(isReached(running(), { kind: "change_seats", seats: 7 })).toBe(false);
    expect(isReached(running({ interval: "year" }), { kind: "change_interval", interval: "year" })).toBe(true);
    expect(isReached(running({ cancelAt: day(1) }), { kind: "cancel" })).toBe(true);
    expect(isReached(running(), { kind: "cancel" })).toBe(false);
    expect(isReached(running(), { kind: "resume" })).toBe(true);
    expect(isReached(running({ status: "trialing" }), { kind: "end_trial" })).toBe(false);
    expect(isReached(running(SCHEDULED), { kind: "undo_schedule" })).toBe(false);
    expect(isReached(ORG, TEAM)).toBe(false);
  });

  it("never plans a change down at once, nor one up for later", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 9_999 }), fc.integer({ min: 3, max: 9_999 }), (present, wanted) => {
        fc.pre(present !== wanted);
        const { step, effectiveAt } = plan(running({ seats: present }), { kind: "change_seats", seats: wanted });
        expect(step.act).toBe(wanted > present ? "change" : "schedule");
        expect(effectiveAt === null).toBe(wanted > present);
      }),
    );
  });
});
