import { describe, expect, it } from "vitest";
import { comparePlans, isEntitlementKey, planDefinition, plansFor } from "@/lib/entitlements/catalogue";
import type { LimitDefinition } from "@/lib/entitlements/limits";
import { ADD_ONS, type PlanValues, TRIAL } from "@/lib/entitlements/plans";
import {
  ENTITLEMENT_KEYS,
  type EntitlementKey,
  type EntitlementValue,
  type Limit,
  PLAN_KEYS,
  type PlanKey,
  QUEUE_PRIORITIES,
  SUPPORT_LEVELS,
} from "@/lib/entitlements/types";

type Fits<Part, Whole> = Part extends Whole ? true : false;

const RANKED: readonly EntitlementValue[] = [...SUPPORT_LEVELS, ...QUEUE_PRIORITIES];

/** Whether `small` allows no more than `large`, for any kind of value. */
function within(small: EntitlementValue, large: EntitlementValue): boolean {
  if (large === "unlimited" || small === large) return true;
  if (typeof small === "string" && typeof large === "string") return RANKED.indexOf(small) <= RANKED.indexOf(large);
  return small !== "unlimited" && Number(small) <= Number(large);
}

function exceeds(small: PlanKey, large: PlanKey): EntitlementKey[] {
  const [less, more] = [planDefinition(small).values, planDefinition(large).values];
  return ENTITLEMENT_KEYS.filter((key) => !within(less[key], more[key]));
}

describe("catalogue", () => {
  it("is the table of what each plan buys", () => {
    const table = comparePlans().map(({ key, cells }) => [key, ...cells.map(({ text }) => text)].join(" | "));
    expect(`\n${table.join("\n")}\n`).toMatchInlineSnapshot(`
      "
      packages.public | 5 | 100 | 500 | Unlimited
      packages.private | 0 | 100 | 250 | Unlimited
      seats | 1 | 1 | Purchased, at least 3 | Purchased or by contract
      storage.bytes | 100 MB | 5 GB | 50 GB | 1 TB
      api_keys | 2 | 20 | 100 | Unlimited
      publishes | 30 | 500 | 5,000 | Unlimited
      api_calls | 10,000 | 250,000 | 1,000,000 | Unlimited
      rate.api | 60 | 300 | 600 | 3,000
      audit.retention_days | None | 30 days | 90 days | 400 days
      support.level | Community | 48 h | 12 h | 4 h
      priority.queue | Normal | High | High | First
      org.collaboration | No | No | Yes | Yes
      org.api_keys | No | No | Yes | Yes
      governance.audit | No | No | Yes | Yes
      governance.approvals.public | No | No | Yes | Yes
      usage.export | No | Yes | Yes | Yes
      alerts.integrations | No | No | Yes | Yes
      governance.member_submissions | No | No | No | Yes
      governance.approvals.private | No | No | No | Yes
      governance.rules | No | No | No | Yes
      audit.export | No | No | No | Yes
      audit.stream | No | No | No | Yes
      private_registry | No | No | No | Yes
      registry.upstream | No | No | No | Yes
      sso | No | No | No | Yes
      scim | No | No | No | Yes
      evidence | No | No | No | Yes
      branding | No | No | No | Yes
      "
    `);
  });

  it("names the provider's lookup keys and list prices in cents", () => {
    const prices = [...PLAN_KEYS.flatMap((plan) => planDefinition(plan).prices), ADD_ONS.storage_100gb.price];
    expect(prices.map(({ lookupKey, amountCents, perSeat }) => [lookupKey, amountCents, perSeat])).toEqual([
      ["pro_monthly", 2_900, false],
      ["pro_yearly", 29_000, false],
      ["team_seat_monthly", 1_900, true],
      ["team_seat_yearly", 19_000, true],
      ["storage_100gb_monthly", 1_000, false],
    ]);
  });

  it("sells personal plans to people and organization plans to organizations", () => {
    expect(plansFor("personal").map(({ key }) => key)).toEqual(["free", "pro"]);
    expect(plansFor("organization").map(({ key }) => key)).toEqual(["team", "enterprise"]);
    expect(plansFor("system")).toEqual([]);
    expect(TRIAL).toEqual({ days: 14, plan: "team", seats: 3 });
  });

  it("gives Pro all of Free, and Enterprise all of Team", () => {
    expect(exceeds("free", "pro")).toEqual([]);
    expect(exceeds("team", "enterprise")).toEqual([]);
    expect(exceeds("pro", "free")).toContain("usage.export");
    expect(exceeds("enterprise", "team")).toEqual(expect.arrayContaining(["packages.private", "sso", "support.level"]));
  });

  it("knows its keys and no other", () => {
    expect(ENTITLEMENT_KEYS).toHaveLength(28);
    expect(ENTITLEMENT_KEYS.every(isEntitlementKey)).toBe(true);
    expect(["packages.secret", "toString", "__proto__", ""].some(isEntitlementKey)).toBe(false);
  });

  it("does not compile a limit without counter, check, response or alerts, nor a plan without a key", () => {
    const partial: {
      counter: Fits<Omit<LimitDefinition, "counter">, LimitDefinition>;
      check: Fits<Omit<LimitDefinition, "check">, LimitDefinition>;
      response: Fits<Omit<LimitDefinition, "response">, LimitDefinition>;
      alerts: Fits<Omit<LimitDefinition, "alerts">, LimitDefinition>;
      plan: Fits<Omit<PlanValues, "scim">, PlanValues>;
      nothing: Fits<null, Limit>;
      whole: Fits<LimitDefinition, LimitDefinition>;
    } = { counter: false, check: false, response: false, alerts: false, plan: false, nothing: false, whole: true };
    expect(Object.values(partial).filter(Boolean)).toHaveLength(1);
  });
});
