import { describe, expect, it } from "vitest";
import { ALLOWED_IN_STATE, deriveStanding } from "@/lib/entitlements/commercial-state";
import { resolve } from "@/lib/entitlements/resolve";
import {
  ACME,
  contract,
  DAY,
  ENTERPRISE,
  factsOf,
  fromNow,
  NOW,
  START,
  subscription,
  TEAM,
  YOU,
} from "@/lib/entitlements/sample-facts.fixture";
import type { AccountKind, Facts, SubscriptionFact } from "@/lib/entitlements/types";

const at = (date: Date, ms: number) => new Date(date.getTime() + ms);
const stateOf = (facts: Facts, now = NOW) => deriveStanding(facts, now).state;
const sub = (more: Partial<SubscriptionFact>, kind: AccountKind = "organization") =>
  factsOf(kind, { subscription: subscription(kind === "personal" ? "pro" : "team", more) });

describe("commercial state", () => {
  it("is free for a person without anything, and ended for an organization [D1]", () => {
    expect(stateOf(YOU)).toBe("free");
    expect(stateOf(ACME)).toBe("ended");
    expect(stateOf(factsOf("system"))).toBe("active");
  });

  it("walks the payment timeline at exact boundaries", () => {
    const facts = sub({ status: "past_due", firstFailedAt: NOW });
    const walk = [
      [-1, "active"],
      [0, "grace"],
      [7 * DAY - 1, "grace"],
      [7 * DAY, "growth_frozen"],
      [14 * DAY - 1, "growth_frozen"],
      [14 * DAY, "suspended_read_only"],
      [74 * DAY - 1, "suspended_read_only"],
      [74 * DAY, "ended"],
    ] as const;
    expect(walk.map(([ms]) => stateOf(facts, at(NOW, ms)))).toEqual(walk.map(([, state]) => state));
  });

  it("lets a person fall to Free where an organization ends, and keeps the organization's seats", () => {
    const person = deriveStanding(sub({ status: "past_due", firstFailedAt: fromNow(-80) }, "personal"), NOW);
    expect(person).toMatchObject({ state: "free", plan: "free" });
    const organization = deriveStanding(sub({ status: "canceled", endedAt: fromNow(-1) }), NOW);
    expect(organization).toMatchObject({ state: "ended", plan: "team", seats: 5 });
  });

  it("comes back to active with the payment", () => {
    expect(stateOf(sub({ status: "past_due", firstFailedAt: fromNow(-20) }))).toBe("suspended_read_only");
    expect(stateOf(sub({ status: "active", firstFailedAt: null }))).toBe("active");
  });

  it.each([
    ["active", "active"],
    ["trialing", "trial"],
    ["canceled", "ended"],
    ["paused", "ended"],
    ["incomplete", "ended"],
    ["incomplete_expired", "ended"],
  ])("reads the provider's %s as %s", (status, state) => {
    expect(stateOf(sub({ status }))).toBe(state);
  });

  it("keeps the last known status under a new word, grants nothing by it, and raises an alarm", () => {
    const known = deriveStanding(sub({ status: "quiescent", lastKnownStatus: "active" }), NOW);
    expect(known).toMatchObject({ state: "active", alarms: ["billing:error:subscription-status"] });
    expect(stateOf(sub({ status: "quiescent" }))).toBe("ended");
  });

  it("degrades nothing while the date of the failure is missing", () => {
    const standing = deriveStanding(sub({ status: "past_due" }), NOW);
    expect(standing).toMatchObject({ state: "grace", graceUntil: null, alarms: ["billing:error:grace-clock"] });
  });

  it("ends a scheduled cancellation at its instant", () => {
    const facts = sub({ cancelAt: fromNow(3) });
    expect(stateOf(facts)).toBe("cancel_scheduled");
    expect(deriveStanding(facts, NOW).until).toEqual(fromNow(3));
    expect([stateOf(facts, at(fromNow(3), -1)), stateOf(facts, fromNow(3))]).toEqual(["cancel_scheduled", "ended"]);
  });

  it("ends a trial in nothing owed, at its instant", () => {
    const trial = factsOf("organization", {
      terms: [contract("team", { kind: "trial", seats: 3, endsAt: fromNow(14) })],
    });
    expect(stateOf(trial)).toBe("trial");
    expect(stateOf(trial, at(fromNow(14), -1))).toBe("trial");
    expect(deriveStanding(trial, fromNow(14))).toMatchObject({ state: "ended", plan: "team", seats: 3 });
    expect(stateOf(trial, at(START, -1))).toBe("ended");
  });

  it("prefers what gives the customer more: contract over a failed subscription, subscription over a trial", () => {
    const failed = subscription("team", { status: "past_due", firstFailedAt: fromNow(-20) });
    expect(stateOf({ ...ENTERPRISE, subscription: failed })).toBe("active");
    const trial = contract("team", { kind: "trial", seats: 3, endsAt: fromNow(5) });
    const bought = factsOf("organization", { terms: [trial], subscription: subscription("team", { seats: 9 }) });
    expect(deriveStanding(bought, NOW)).toMatchObject({ state: "active", seats: 9 });
  });

  it("chooses between equals by id, in whatever order they come", () => {
    const [one, two] = [contract("team", { id: "a", seats: 4 }), contract("team", { id: "b", seats: 9 })];
    const seats = [
      [one, two],
      [two, one],
    ].map((terms) => deriveStanding(factsOf("organization", { terms }), NOW).seats);
    expect(seats).toEqual([4, 4]);
  });

  it("names the next step of a failed payment as the end of what it resolved", () => {
    const { entitlements, validUntil } = resolve(sub({ status: "past_due", firstFailedAt: fromNow(-8) }), NOW);
    expect([entitlements["packages.private"].validUntil, validUntil]).toEqual(Array(2).fill(fromNow(6).toISOString()));
  });

  it("ignores a plan of the other kind of account, with an alarm", () => {
    const standing = deriveStanding(factsOf("organization", { terms: [contract("pro")] }), NOW);
    expect(standing).toMatchObject({ state: "ended", plan: "team", alarms: ["billing:error:plan-account-kind"] });
    const version = deriveStanding(factsOf("personal", { terms: [contract("pro", { planVersion: 99 })] }), NOW);
    expect(version).toMatchObject({ state: "active", plan: "pro", alarms: ["billing:error:plan-version"] });
  });

  it("is read-only while staff suspend it, and recomputed at release", () => {
    const freeze = {
      id: "f",
      kind: "suspended",
      since: START,
      until: fromNow(1),
      reason: "Chargeback",
      by: "Sam",
    } as const;
    expect(deriveStanding({ ...TEAM, freezes: [freeze] }, NOW)).toMatchObject({
      state: "suspended_read_only",
      cause: "staff",
    });
    expect(stateOf({ ...TEAM, freezes: [freeze] }, fromNow(1))).toBe("active");
    expect(stateOf({ ...ACME, freezes: [freeze] })).toBe("ended");
  });

  it("counts the days of grace down in its notes, and says until when each count holds", () => {
    const facts = sub({ status: "past_due", firstFailedAt: NOW });
    const notesAt = (ms: number) => resolve(facts, at(NOW, ms)).notes;
    expect([notesAt(0), notesAt(2 * DAY - 1), notesAt(2 * DAY), notesAt(7 * DAY - 1)]).toEqual([
      ["billing:grace:7"],
      ["billing:grace:6"],
      ["billing:grace:5"],
      ["billing:grace:1"],
    ]);
    expect(resolve(facts, at(NOW, 2 * DAY)).validUntil).toBe(fromNow(3).toISOString());
    expect(resolve(facts, NOW).graceUntil).toBe(fromNow(7).toISOString());
  });

  it("never stops reads, export or billing, and never grows where it does not write", () => {
    for (const allowed of Object.values(ALLOWED_IN_STATE)) {
      expect(allowed).toMatchObject({ read: true, export: true, billing: true });
      expect(allowed.growth && !allowed.write).toBe(false);
    }
  });
});
