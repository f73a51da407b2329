import { describe, expect, it } from "vitest";
import { seatSteps, whomToAsk } from "@/components/people/seat-steps";
import { decideFeature, decideLimit } from "@/lib/entitlements/decide";
import { resolve } from "@/lib/entitlements/resolve";
import type { Facts } from "@/lib/entitlements/types";

const day = new Date(Date.UTC(2027, 0, 1));
const facts: Facts = {
  account: { id: "a", handle: "acme", kind: "organization" },
  personId: null,
  terms: [{ id: "t", kind: "contract", plan: "team", planVersion: 1, seats: 5, startsAt: day, endsAt: null }],
  subscription: null,
  addOns: [],
  grants: [],
  overrides: [],
  freezes: [],
  platformBlock: null,
};

describe("seatSteps", () => {
  it("says the numbers of the seats and what was in order", () => {
    const snapshot = resolve(facts, day);
    const steps = seatSteps({
      usage: { purchased: 5, used: 4, reserved: 1, available: 0 },
      growth: decideFeature(snapshot, "org.collaboration"),
      seat: decideLimit(snapshot, "seats", 5, 1),
    });
    expect(steps).toEqual([
      { ok: true, text: "Team includes members and roles", detail: "Team contract" },
      { ok: false, text: "Seats 5 of 5", detail: "4 used, 1 reserved by an invitation · Team contract" },
    ]);
  });
});

describe("whomToAsk", () => {
  it.each([
    [[], ""],
    [["Olivia"], "Olivia"],
    [["Olivia", "Adam"], "Olivia or Adam"],
    [["Olivia", "Adam", "Mia", "Jo"], "Olivia, Adam or Mia"],
  ])("%j is %s", (owners, text) => expect(whomToAsk(owners)).toBe(text));
});
