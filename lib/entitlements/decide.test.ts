import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideAction,
  decideFeature,
  decideKey,
  decideLimit,
  entitlementUnavailable,
  narrowByPolicy,
} from "@/lib/entitlements/decide";
import { resolve } from "@/lib/entitlements/resolve";
import {
  ACME,
  contract,
  ENTERPRISE,
  factsOf,
  fromNow,
  NOW,
  PRO,
  subscription,
  TEAM,
  YOU,
} from "@/lib/entitlements/sample-facts.fixture";
import { enforcedLimit } from "@/lib/entitlements/thresholds";
import {
  ACTION_CLASSES,
  COMMERCIAL_STATES,
  type CommercialState,
  DECISION_CODES,
  ENTITLEMENT_KEYS,
  type Facts,
  LIMIT_KEYS,
  type PlanKey,
  type SubscriptionFact,
} from "@/lib/entitlements/types";

const staff = { id: "o1", expiresAt: null, at: fromNow(-1), by: "Sam", reason: "Agreed" };
const held = { id: "f1", since: fromNow(-1), until: null, reason: "Chargeback", by: "Sam" };
const team = resolve(TEAM, NOW);

function failed(days: number): Partial<SubscriptionFact> {
  return { status: "past_due", firstFailedAt: fromNow(-days) };
}

function inState(state: CommercialState, plan: PlanKey): Facts {
  const kind = plan === "free" || plan === "pro" ? "personal" : "organization";
  const sub = (more: Partial<SubscriptionFact>) => factsOf(kind, { subscription: subscription(plan, more) });
  const facts: Record<CommercialState, Facts> = {
    free: factsOf(kind),
    trial: factsOf(kind, { terms: [contract(plan, { kind: "trial", endsAt: fromNow(3) })] }),
    active: sub({}),
    cancel_scheduled: sub({ cancelAt: fromNow(2) }),
    grace: sub(failed(1)),
    growth_frozen: sub(failed(8)),
    suspended_read_only: sub(failed(20)),
    ended: sub({ status: "canceled", endedAt: fromNow(-2) }),
  };
  return facts[state];
}

describe("decisions", () => {
  it("answers every key on every plan in every state, in words and in JSON", () => {
    const seen = new Set<string>();
    for (const plan of ["free", "pro", "team", "enterprise"] as const)
      for (const state of plan === "free" ? (["free"] as const) : COMMERCIAL_STATES) {
        const snapshot = resolve(inState(state, plan), NOW);
        seen.add(`${snapshot.plan} ${snapshot.commercialState}`);
        const answers = [
          ...ENTITLEMENT_KEYS.flatMap((key) => [
            decideKey(snapshot, key, 0, 1),
            decideKey(snapshot, key, 10_000_000, 1),
          ]),
          ...ACTION_CLASSES.map((action) => decideAction(snapshot, action)),
        ];
        for (const answer of answers) {
          expect(DECISION_CODES).toContain(answer.code);
          expect(answer.allowed).toBe(answer.outcome === "allow");
          expect(answer.message).toMatch(/^[@A-Z].*\.$/);
          expect(answer.message).not.toMatch(/undefined|null|NaN/);
          expect(answer.allowed || answer.nextStep !== "none").toBe(true);
          expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
        }
      }
    expect(seen).toContain("team growth_frozen");
    expect(seen).toContain("pro suspended_read_only");
    expect(seen.size).toBe(1 + 6 + 7 + 7);
  });

  it.each([
    ["growth_frozen", "write", true],
    ["growth_frozen", "growth", false],
    ["suspended_read_only", "write", false],
    ["suspended_read_only", "read", true],
    ["ended", "read", true],
    ["ended", "export", true],
    ["ended", "write", false],
    ["grace", "growth", true],
  ] as const)("%s and %s: %s", (state, action, allowed) => {
    expect(decideAction(resolve(inState(state, "team"), NOW), action).allowed).toBe(allowed);
  });

  it("puts the block before the state, the state before the feature, the feature before the limit", () => {
    const ended = { ...ACME, platformBlock: held };
    expect(decideFeature(resolve(ended, NOW), "governance.rules").code).toBe("platform_block");
    expect(decideFeature(resolve(ACME, NOW), "governance.rules").code).toBe("no_subscription");
    expect(decideFeature(team, "governance.rules").code).toBe("feature_not_in_plan");
    expect(decideLimit(resolve(ACME, NOW), "packages.private", 250, 1).code).toBe("no_subscription");
    expect(decideLimit(team, "packages.private", 250, 1).code).toBe("limit_reached");
    expect(decideLimit(team, "packages.private", 249, 1).code).toBe("ok");
  });

  it("tells used, remaining and requested from before the operation", () => {
    const answer = decideLimit(
      resolve({ ...YOU, overrides: [{ ...staff, key: "publishes", value: 10 }] }, NOW),
      "publishes",
      3,
      8,
    );
    expect(answer).toMatchObject({ allowed: false, limit: 10, used: 3, remaining: 7, requested: 8, kind: "metered" });
    expect(answer.notes).toContain("billing:quota-exceeded:publishes");
    expect(answer.lastChanged).toEqual({ at: fromNow(-1).toISOString(), by: "Sam" });
  });

  it("only looks when nothing is requested, also beyond the limit and in a frozen state", () => {
    expect(decideLimit(team, "packages.private", 300, 0)).toMatchObject({ allowed: true, remaining: 0 });
    expect(decideLimit(resolve(ACME, NOW), "packages.private", 300, 0).allowed).toBe(true);
    expect(() => decideLimit(team, "packages.private", 1, -1)).toThrow(RangeError);
    expect(() => decideLimit(team, "packages.private", 0.5, 1)).toThrow(RangeError);
  });

  it("lets a soft limit run to its ceiling, and a rate to its burst", () => {
    const free = resolve(YOU, NOW);
    const codes = [9_999, 10_000, 11_999, 12_000].map((used) => decideLimit(free, "api_calls", used, 1).code);
    expect(codes).toEqual(["ok", "soft_limit_exceeded", "soft_limit_exceeded", "limit_reached"]);
    expect([119, 120].map((used) => decideLimit(free, "rate.api", used, 1).code)).toEqual(["ok", "rate_limited"]);
    expect([enforcedLimit(free, "api_calls"), enforcedLimit(free, "publishes")]).toEqual([12_000, 30]);
    expect(enforcedLimit(resolve(ENTERPRISE, NOW), "publishes")).toBe("unlimited");
  });

  it("notes the highest alert that is reached", () => {
    const noted = (used: number) => decideLimit(resolve(PRO, NOW), "publishes", used, 1).notes.at(-1);
    expect([noted(100), noted(249), noted(399), noted(449), noted(499)]).toEqual([
      "billing:quota:publishes:100/500",
      "billing:quota-threshold:publishes:50",
      "billing:quota-threshold:publishes:80",
      "billing:quota-threshold:publishes:90",
      "billing:quota-threshold:publishes:100",
    ]);
  });

  it("writes unlimited, and never refuses it", () => {
    const answer = decideLimit(resolve(ENTERPRISE, NOW), "packages.private", 10_000_000, 1);
    expect(answer).toMatchObject({ allowed: true, limit: "unlimited", remaining: "unlimited" });
    expect(answer.notes).toEqual(["billing:quota:packages.private:unlimited"]);
  });

  it("unlocks by the cheapest plan of this kind of account that would allow it", () => {
    const unlock = (facts: Facts, key: (typeof ENTITLEMENT_KEYS)[number], used = 0) =>
      decideKey(resolve(facts, NOW), key, used, 1).unlock;
    expect(unlock(YOU, "packages.private")).toEqual([{ plan: "pro", href: "/billing/plans" }]);
    expect(unlock(TEAM, "sso")).toEqual([{ plan: "enterprise", href: "/orgs/acme/billing" }]);
    expect(unlock(YOU, "org.collaboration").map(({ plan, href }) => [plan, href])).toEqual([
      ["team", "/orgs/new"],
      ["enterprise", "/orgs/new"],
    ]);
    expect(unlock(ACME, "packages.private").map(({ plan }) => plan)).toEqual(["team", "enterprise"]);
    expect(unlock(PRO, "packages.private", 100)).toEqual([]);
    expect(unlock(TEAM, "packages.private")).toEqual([]);
    const fixed = { ...TEAM, overrides: [{ ...staff, key: "packages.private" as const, value: 0 }] };
    expect(unlock(fixed, "packages.private")).toEqual([]);
  });

  it("sends whoever may not pay to an owner, and a person to nobody else", () => {
    const asMember = { managesBilling: false };
    expect(decideFeature(team, "sso").nextStep).toBe("contact_sales");
    expect(decideFeature(team, "sso", asMember).nextStep).toBe("ask_owner");
    expect(decideLimit(resolve(YOU, NOW), "packages.private", 0, 1, asMember).nextStep).toBe("upgrade");
    expect(decideLimit(team, "seats", 5, 1).nextStep).toBe("add_seat");
  });

  it("names the page on which the reader can mend it themselves, and none to whoever cannot", () => {
    const { handle } = team.account;
    expect(decideLimit(team, "seats", 5, 1).wayOut).toEqual({ href: `/orgs/${handle}/billing/change/seats` });
    expect(decideLimit(team, "seats", 5, 1, { managesBilling: false }).wayOut).toBeUndefined();
    expect(decideLimit(team, "seats", 0, 1).wayOut).toBeUndefined();
    expect(decideFeature(team, "sso").wayOut).toBeUndefined();
  });

  it("stops growth, and only growth, over seats", () => {
    const over = resolve({ ...TEAM, freezes: [{ ...held, kind: "over_seats" }] }, NOW);
    expect(decideAction(over, "growth")).toMatchObject({
      allowed: false,
      code: "over_seats",
      nextStep: "choose_seats",
    });
    expect(decideAction(over, "write").allowed).toBe(true);
    expect(decideLimit(over, "publishes", 0, 1).allowed).toBe(true);
    expect(decideLimit(over, "packages.private", 0, 1).code).toBe("over_seats");
  });

  it("refuses a key that the catalogue lacks, with an alarm", () => {
    for (const key of ["packages.secret", "toString", "__proto__"])
      expect(decideKey(team, key, 0, 1)).toMatchObject({
        allowed: false,
        code: "unknown_key",
        notes: ["billing:error:unknown-key"],
      });
  });

  it("is narrowed by policy, never widened", () => {
    const policy = { outcome: "approval_required", id: "p", label: "approval", rationale: null } as const;
    const fine = decideLimit(team, "publishes", 0, 1);
    expect(narrowByPolicy(team, fine, policy)).toMatchObject({
      allowed: false,
      outcome: "pending_approval",
      key: "publishes",
      limit: 5_000,
    });
    const refused = decideFeature(team, "sso");
    expect(narrowByPolicy(team, refused, policy)).toBe(refused);
  });

  it("says when it can change by time alone, with the reset of its counter among it", () => {
    const trial = resolve(inState("trial", "team"), NOW);
    const soon = { resetsAt: fromNow(0.5) };
    expect(decideLimit(trial, "publishes", 0, 1, soon).validUntil).toBe(soon.resetsAt.toISOString());
    expect(decideLimit(trial, "packages.private", 0, 1).validUntil).toBe(fromNow(1).toISOString());
    expect(decideFeature(team, "sso").validUntil).toBeNull();
    expect(entitlementUnavailable("publishes", "facts")).toMatchObject({
      outcome: "unavailable",
      notes: ["billing:error:facts"],
    });
  });

  it("never allows past what a counter row enforces, and always allows up to it", () => {
    const any = fc.record({
      used: fc.nat(30_000),
      requested: fc.integer({ min: 1, max: 30_000 }),
      key: fc.constantFrom(...LIMIT_KEYS),
    });
    fc.assert(
      fc.property(any, ({ used, requested, key }) => {
        const snapshot = resolve(YOU, NOW);
        const row = enforcedLimit(snapshot, key);
        expect(decideLimit(snapshot, key, used, requested).allowed).toBe(
          row === "unlimited" || used + requested <= row,
        );
      }),
    );
  });
});
