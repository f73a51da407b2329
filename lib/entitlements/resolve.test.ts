import { describe, expect, it } from "vitest";
import { resolve } from "@/lib/entitlements/resolve";
import { contract, factsOf, fromNow, NOW, PRO, subscription, TEAM, YOU } from "@/lib/entitlements/sample-facts.fixture";
import { ENTITLEMENT_KEYS, type Facts, type GrantFact, type OverrideFact } from "@/lib/entitlements/types";

const staff = { id: "o1", expiresAt: null, at: fromNow(-1), by: "Sam", reason: "Agreed by mail" };
const given = {
  id: "g1",
  kind: "manual",
  personId: null,
  startsAt: fromNow(-1),
  expiresAt: null,
  revokedAt: null,
} as const;
const grantOf = { ...given, at: fromNow(-1), by: "Sam", reason: "Goodwill" };

describe("resolver", () => {
  it("traces every layer that matched, in the resolver's order [E1]", () => {
    const snapshot = resolve(
      {
        ...TEAM,
        addOns: [{ id: "x", key: "storage_100gb", quantity: 2, startsAt: fromNow(-1), endsAt: fromNow(9) }],
        grants: [{ ...grantOf, key: "storage.bytes", amount: 5, expiresAt: fromNow(3) }],
        overrides: [{ ...staff, key: "storage.bytes", value: 7 }],
        freezes: [{ id: "f", kind: "suspended", since: fromNow(-1), until: null, reason: "Chargeback", by: "Sam" }],
        platformBlock: { id: "b", since: fromNow(-1), until: null, reason: "Malware", by: "Kim" },
      },
      NOW,
    );
    const { trace, validUntil, lastChanged } = snapshot.entitlements["storage.bytes"];
    expect(trace.map(({ layer, before, after }) => [layer, before, after])).toEqual([
      ["default", null, 0],
      ["plan", 0, 50_000_000_000],
      ["add_on", 50_000_000_000, 250_000_000_000],
      ["grant", 250_000_000_000, 250_000_000_005],
      ["override", 250_000_000_005, 7],
      ["state", 7, "frozen"],
      ["block", "frozen", "blocked"],
    ]);
    expect(validUntil).toBe(fromNow(3).toISOString());
    expect(lastChanged).toEqual({ at: fromNow(-1).toISOString(), by: "Sam" });
  });

  it("changes exactly at the instants it names", () => {
    const grants: GrantFact[] = [
      { ...grantOf, key: "packages.private", amount: 2, startsAt: fromNow(2), expiresAt: fromNow(4) },
    ];
    const limitAt = (days: number) => resolve({ ...YOU, grants }, fromNow(days)).entitlements["packages.private"];
    expect([limitAt(0).limit, limitAt(2).limit, limitAt(3.99).limit, limitAt(4).limit]).toEqual([0, 2, 2, 0]);
    expect([limitAt(0).validUntil, limitAt(2).validUntil, limitAt(4).validUntil]).toEqual([
      fromNow(2).toISOString(),
      fromNow(4).toISOString(),
      null,
    ]);
  });

  it("gives a person's grant to that person only, and names the people who have one", () => {
    const all: Facts = { ...TEAM, grants: [{ ...grantOf, key: "sso", personId: "person-1" }] };
    expect(resolve(all, NOW).entitlements.sso.value).toBe(false);
    expect(resolve({ ...all, personId: "person-1" }, NOW).entitlements.sso.value).toBe(true);
    expect(resolve({ ...all, personId: "person-2" }, NOW).entitlements.sso.value).toBe(false);
    expect(resolve(all, NOW).peopleWithGrants).toEqual(["person-1"]);
  });

  it("stops a grant at its revocation or its expiry, whichever comes first", () => {
    const ends = (expiresAt: Date | null, revokedAt: Date | null) => {
      const all: Facts = { ...TEAM, grants: [{ ...grantOf, key: "sso", expiresAt, revokedAt }] };
      expect([resolve(all, NOW), resolve(all, fromNow(2))].map(({ entitlements }) => entitlements.sso.value)).toEqual([
        true,
        false,
      ]);
      return resolve(all, NOW).entitlements.sso.validUntil;
    };
    const first = fromNow(2).toISOString();
    expect([ends(fromNow(2), null), ends(null, fromNow(2))]).toEqual([first, first]);
    expect([ends(fromNow(2), fromNow(5)), ends(fromNow(5), fromNow(2))]).toEqual([first, first]);
  });

  it("lets the latest of several overrides win, and the id decide between equals", () => {
    const set = (id: string, at: Date, value: number) => ({ ...staff, id, at, key: "publishes" as const, value });
    const limitOf = (overrides: OverrideFact[]) => resolve({ ...TEAM, overrides }, NOW).entitlements.publishes.limit;
    const [older, newer, equal] = [set("b", fromNow(-2), 1), set("a", fromNow(-1), 2), set("c", fromNow(-1), 3)];
    expect([limitOf([older, newer]), limitOf([newer, older])]).toEqual([2, 2]);
    expect([limitOf([newer, equal]), limitOf([equal, newer])]).toEqual([3, 3]);
  });

  it("takes seats from what was bought, and the plan's minimum where no number was agreed", () => {
    const seatsOf = (all: Facts) => resolve(all, NOW).entitlements.seats.limit;
    expect(seatsOf(TEAM)).toBe(5);
    expect(seatsOf(factsOf("organization", { terms: [contract("enterprise")] }))).toBe(3);
    expect(seatsOf(factsOf("organization", { terms: [contract("enterprise", { seats: "unlimited" })] }))).toBe(
      "unlimited",
    );
    expect(seatsOf(factsOf("organization", { subscription: subscription("team", { seats: 2 }) }))).toBe(2);
    expect(seatsOf(factsOf("personal", { subscription: subscription("pro", { seats: 40 }) }))).toBe(1);
  });

  it("adds storage only to a plan that sells it", () => {
    const addOns = [{ id: "x", key: "storage_100gb" as const, quantity: 1, startsAt: fromNow(-1), endsAt: null }];
    expect(resolve({ ...TEAM, addOns }, NOW).entitlements["storage.bytes"].limit).toBe(150_000_000_000);
    expect(resolve({ ...PRO, addOns }, NOW).entitlements["storage.bytes"].limit).toBe(5_000_000_000);
  });

  it("keeps every value through a freeze, so that payment restores everything", () => {
    const frozen = resolve(
      factsOf("organization", { subscription: subscription("team", { status: "canceled", endedAt: fromNow(-1) }) }),
      NOW,
    );
    const before = resolve(factsOf("organization", { subscription: subscription("team") }), NOW);
    for (const key of ENTITLEMENT_KEYS) expect(frozen.entitlements[key].value).toBe(before.entitlements[key].value);
    expect(frozen.notes).toEqual(["billing:subscription-missing"]);
  });
});
