import type { AccountKind, Facts, PlanKey, SubscriptionFact, TermFact } from "@/lib/entitlements/types";

/** Facts for the tests of this folder. */
export const NOW = new Date("2026-07-10T12:00:00Z");
export const START = new Date("2026-01-01T00:00:00Z");
export const DAY = 86_400_000;

export function fromNow(days: number): Date {
  return new Date(NOW.getTime() + days * DAY);
}

export function factsOf(kind: AccountKind, more: Partial<Facts> = {}): Facts {
  const account = { id: `account-${kind}`, handle: kind === "personal" ? "you" : "acme", kind };
  const empty = { personId: null, terms: [], subscription: null, addOns: [], grants: [], overrides: [], freezes: [] };
  return { account, ...empty, platformBlock: null, ...more };
}

export function contract(plan: PlanKey, more: Partial<TermFact> = {}): TermFact {
  return { id: "term-1", kind: "contract", plan, planVersion: 1, seats: null, startsAt: START, endsAt: null, ...more };
}

export function subscription(plan: PlanKey, more: Partial<SubscriptionFact> = {}): SubscriptionFact {
  const dates = { startedAt: START, periodEnd: null, cancelAt: null, endedAt: null, firstFailedAt: null };
  return { id: "sub-1", plan, planVersion: 1, status: "active", lastKnownStatus: null, seats: 5, ...dates, ...more };
}

export const YOU = factsOf("personal");
export const PRO = factsOf("personal", { terms: [contract("pro")] });
export const ACME = factsOf("organization");
export const TEAM = factsOf("organization", { terms: [contract("team", { seats: 5 })] });
export const ENTERPRISE = factsOf("organization", { terms: [contract("enterprise", { seats: 20 })] });
