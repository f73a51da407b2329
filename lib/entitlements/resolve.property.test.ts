import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolve } from "@/lib/entitlements/resolve";
import { factsOf, fromNow, NOW } from "@/lib/entitlements/sample-facts.fixture";
import {
  type AccountKind,
  COMMERCIAL_STATES,
  ENTITLEMENT_KEYS,
  type EntitlementValue,
  type Facts,
  FEATURE_KEYS,
  type GrantFact,
  LIMIT_KEYS,
  type OverrideFact,
  PLAN_KEYS,
} from "@/lib/entitlements/types";

const RUNS = { numRuns: 150 };
const instant = fc.integer({ min: -120 * 24, max: 120 * 24 }).map((hours) => fromNow(hours / 24));
const maybe = fc.option(instant, { nil: null });
const amount = fc.oneof(fc.integer({ min: -5, max: 1_000 }), fc.constant("unlimited" as const));
const id = fc.uuid();
const author = { reason: fc.constantFrom("Beta", "Goodwill"), by: fc.constantFrom("Sam", "Kim") };

const term = fc.record({
  id,
  kind: fc.constantFrom("trial" as const, "contract" as const),
  plan: fc.constantFrom(...PLAN_KEYS),
  planVersion: fc.constantFrom(1, 1, 1, 99),
  seats: fc.option(fc.integer({ min: 1, max: 50 }), { nil: null }),
  startsAt: instant,
  endsAt: maybe,
});
const statuses = ["active", "trialing", "past_due", "unpaid", "canceled", "incomplete", "paused", "quiescent"] as const;
const bought = fc.record({
  id,
  plan: fc.constantFrom(...PLAN_KEYS),
  planVersion: fc.constant(1),
  status: fc.constantFrom(...statuses),
  lastKnownStatus: fc.option(fc.constantFrom(...statuses), { nil: null }),
  seats: fc.option(fc.integer({ min: 1, max: 50 }), { nil: null }),
  startedAt: instant,
  periodEnd: maybe,
  cancelAt: maybe,
  endedAt: maybe,
  firstFailedAt: maybe,
});
const addOn = fc.record({
  id,
  key: fc.constant("storage_100gb" as const),
  quantity: fc.integer({ min: 1, max: 5 }),
  startsAt: instant,
  endsAt: maybe,
});
const grantCore = {
  id,
  kind: fc.constantFrom("promotional" as const, "manual" as const, "beta" as const),
  personId: fc.constantFrom(null, "person-1", "person-2"),
  startsAt: instant,
  expiresAt: maybe,
  revokedAt: maybe,
  at: instant,
  ...author,
};
const grant: fc.Arbitrary<GrantFact> = fc.oneof(
  fc.record({ ...grantCore, key: fc.constantFrom(...LIMIT_KEYS), amount }),
  fc.record({ ...grantCore, key: fc.constantFrom(...FEATURE_KEYS) }),
);
const overrideCore = { id, expiresAt: maybe, at: instant, ...author };
const value = fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.constant("unlimited" as const));
const override: fc.Arbitrary<OverrideFact> = fc.oneof(
  fc.record({ ...overrideCore, key: fc.constantFrom(...LIMIT_KEYS), value }),
  fc.record({ ...overrideCore, key: fc.constantFrom(...FEATURE_KEYS), value: fc.boolean() }),
);
const freeze = fc.record({
  id,
  kind: fc.constantFrom("suspended" as const, "over_seats" as const),
  since: instant,
  until: maybe,
  ...author,
});
const distinct = <T extends { id: string }>(item: fc.Arbitrary<T>) =>
  fc.uniqueArray(item, { maxLength: 4, selector: (one) => one.id });
const facts: fc.Arbitrary<Facts> = fc.record({
  account: fc
    .constantFrom<AccountKind>("personal", "organization", "organization", "system")
    .map((kind) => factsOf(kind).account),
  personId: fc.constantFrom(null, "person-1"),
  terms: distinct(term),
  subscription: fc.option(bought, { nil: null }),
  addOns: distinct(addOn),
  grants: distinct(grant),
  overrides: distinct(override),
  freezes: distinct(freeze),
  platformBlock: fc.option(fc.record({ id, since: instant, until: maybe, ...author }), { nil: null, freq: 4 }),
});

function noLess(before: EntitlementValue, after: EntitlementValue): boolean {
  if (after === "unlimited" || before === after) return true;
  return before !== "unlimited" && Number(after) >= Number(before);
}

const staff = { id: "o1", expiresAt: null, at: fromNow(-1), by: "Sam", reason: "Agreed by mail" };
describe("resolver properties", { timeout: 30_000 }, () => {
  it("is total: every key has a value of its kind, and no limit is null", () => {
    fc.assert(
      fc.property(facts, (all) => {
        const snapshot = resolve(all, NOW);
        expect(COMMERCIAL_STATES).toContain(snapshot.commercialState);
        for (const key of ENTITLEMENT_KEYS) {
          const { kind, limit, value: found, trace } = snapshot.entitlements[key];
          const numeric = kind === "allocated" || kind === "metered" || kind === "rate";
          expect(numeric ? limit : null).toBe(numeric ? found : limit);
          expect(typeof found === "boolean").toBe(kind === "feature");
          expect(trace[0]?.layer).toBe("default");
          expect(trace[1]?.layer).toBe("plan");
        }
      }),
      RUNS,
    );
  });

  it("does not depend on the order of facts, and changes none of them", () => {
    fc.assert(
      fc.property(facts, (all) => {
        const { terms, addOns, grants, overrides, freezes } = all;
        const before = structuredClone(all);
        const turned = { terms: terms.toReversed(), addOns: addOns.toReversed(), grants: grants.toReversed() };
        const reversed = { ...all, ...turned, overrides: overrides.toReversed(), freezes: freezes.toReversed() };
        expect(resolve(reversed, NOW)).toEqual(resolve(all, NOW));
        expect(all).toEqual(before);
      }),
      RUNS,
    );
  });

  it("never lowers by a grant, alone or one among others", () => {
    fc.assert(
      fc.property(facts, grant, (all, one) => {
        const without = { ...all, overrides: [], grants: all.grants.filter((other) => other.id !== one.id) };
        const [before, after] = [resolve(without, NOW), resolve({ ...without, grants: [...without.grants, one] }, NOW)];
        for (const key of ENTITLEMENT_KEYS)
          expect(noLess(before.entitlements[key].value, after.entitlements[key].value)).toBe(true);
      }),
      RUNS,
    );
  });

  it("lets a live override win in both directions over everything else", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...LIMIT_KEYS), value, (all, key, set) => {
        const others = all.overrides.filter((one) => one.key !== key);
        const snapshot = resolve({ ...all, overrides: [...others, { ...staff, key, value: set }] }, NOW);
        const found = snapshot.entitlements[key];
        expect(found).toMatchObject({ value: set, limit: set, rationale: "Agreed by mail" });
        expect(found.source).toEqual({ layer: "override", id: "override:o1", label: "set by staff" });
      }),
      RUNS,
    );
  });

  it("is honest about validUntil: nothing changes before it", () => {
    fc.assert(
      fc.property(facts, fc.nat(1_000), (all, share) => {
        const snapshot = resolve(all, NOW);
        const end = snapshot.validUntil === null ? fromNow(4_000).getTime() : Date.parse(snapshot.validUntil);
        expect(end).toBeGreaterThan(NOW.getTime());
        const between = NOW.getTime() + Math.floor(((end - 1 - NOW.getTime()) * share) / 1_000);
        for (const later of [end - 1, between]) expect(resolve(all, new Date(later))).toEqual(snapshot);
      }),
      RUNS,
    );
  });

  it("is honest about each key's validUntil: its value and trace hold until then", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...ENTITLEMENT_KEYS), (all, key) => {
        const found = resolve(all, NOW).entitlements[key];
        const end = found.validUntil === null ? fromNow(4_000).getTime() : Date.parse(found.validUntil);
        expect(resolve(all, new Date(end - 1)).entitlements[key]).toEqual(found);
      }),
      RUNS,
    );
  });

  it("leaves an unbroken trace: each step starts where the one before ended", () => {
    fc.assert(
      fc.property(facts, (all) => {
        const snapshot = resolve(all, NOW);
        for (const key of ENTITLEMENT_KEYS) {
          const { trace, value: found } = snapshot.entitlements[key];
          trace.forEach((step, index) => {
            expect(step.before).toBe(index === 0 ? null : trace[index - 1]?.after);
          });
          expect(trace.findLast(({ layer }) => layer !== "state" && layer !== "block")?.after).toBe(found);
        }
        expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
      }),
      RUNS,
    );
  });
});
