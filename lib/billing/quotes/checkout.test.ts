import { describe, expect, it } from "vitest";
import { basisOf } from "@/lib/billing/quotes/basis";
import { day, isReached, ORG, offer, PERSON, refusal, running, TEAM } from "@/lib/billing/quotes/standing.fixture";

const PRO = { kind: "checkout", plan: "pro", interval: "year", seats: null, start: "now" } as const;

describe("a first purchase", () => {
  it("is of a plan for this kind of account, with the seats that are taken at least", () => {
    expect(offer(ORG, TEAM).step).toEqual({
      customerId: null,
      plan: "team",
      lookupKey: "team_seat_monthly",
      quantity: 5,
      minimum: 4,
      trialEnd: null,
    });
    expect(offer(PERSON, PRO).step).toMatchObject({ lookupKey: "pro_yearly", quantity: 1, minimum: 1 });
    expect(refusal(PERSON, TEAM)).toContain("400 Team is for an organization");
    expect(refusal(ORG, PRO)).toContain("400 Pro is for one person");
    expect(refusal(ORG, { ...TEAM, seats: 2 })).toBe("400 Team has at least 3 seats.");
    expect(refusal(ORG, { ...TEAM, seats: 3 })).toContain("400 4 seats are used or reserved");
    expect(refusal(ORG, { ...TEAM, seats: null })).toContain("400 Say how many seats");
    expect(refusal(PERSON, { ...PRO, seats: 4 })).toContain("400 Pro is for one person and sells no seats");
    expect(refusal(ORG, { ...TEAM, plan: "enterprise" })).toContain("400 Enterprise is sold by contract. Contact");
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
    expect(refusal({ ...ORG, nextContract }, TEAM)).toContain("has a contract from 29 Nov 2026");
    expect(basisOf({ ...ORG, nextContract }, null)).not.toBe(basisOf(ORG, null));
  });

  it("starts now or at the trial's end, which Stripe takes from 48 hours after the quote's last minute on", () => {
    const trial = { termId: "t", endsAt: day(9) };
    const later = { ...TEAM, start: "trial_end" } as const;
    expect(offer({ ...ORG, trial }, later)).toMatchObject({ step: { trialEnd: day(9) }, effectiveAt: day(9) });
    expect(offer({ ...ORG, trial }, TEAM).step).toMatchObject({ trialEnd: null });
    expect(refusal(ORG, later)).toContain("400 You have no trial");
    expect(refusal({ ...ORG, trial: { ...trial, endsAt: day(1.9) } }, later)).toContain("too soon");
    const [soon, enough] = [new Date(day(2).getTime() + 10 * 60_000), new Date(day(2).getTime() + 15 * 60_000)];
    expect(refusal({ ...ORG, trial: { ...trial, endsAt: soon } }, later)).toContain("too soon");
    expect(offer({ ...ORG, trial: { ...trial, endsAt: enough } }, later).step).toMatchObject({ trialEnd: enough });
  });

  it("is never found done: what runs may have been bought on another page", () => {
    expect(isReached({}, TEAM)).toBe(false);
  });
});
