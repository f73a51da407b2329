import { describe, expect, it } from "vitest";
import type { DecideOptions } from "@/lib/entitlements/answer";
import {
  decideAction,
  decideFeature,
  decideFrozen,
  decideKey,
  decideLimit,
  entitlementUnavailable,
  narrowByPolicy,
} from "@/lib/entitlements/decide";
import type { FreezableKey } from "@/lib/entitlements/freeze";
import { resolve } from "@/lib/entitlements/resolve";
import {
  ACME,
  ENTERPRISE,
  factsOf,
  fromNow,
  NOW,
  PRO,
  START,
  subscription,
  TEAM,
  YOU,
} from "@/lib/entitlements/sample-facts.fixture";
import {
  type ActionClass,
  DECISION_CODES,
  type Decision,
  type Facts,
  type FeatureKey,
  type LimitKey,
} from "@/lib/entitlements/types";
import { monthWindow } from "@/lib/entitlements/windows";

const owing = (days: number): Facts =>
  factsOf("organization", {
    subscription: subscription("team", { status: "past_due", firstFailedAt: fromNow(-days) }),
  });
const staff = { id: "o1", expiresAt: null, at: START, by: "Sam" };
const held = { id: "f1", since: START, until: null, reason: "Chargeback", by: "Sam" };

const limit = (facts: Facts, key: LimitKey, used: number, requested = 1, options: DecideOptions = {}) =>
  decideLimit(resolve(facts, NOW), key, used, requested, options);
const feature = (facts: Facts, key: FeatureKey, options: DecideOptions = {}) =>
  decideFeature(resolve(facts, NOW), key, options);
const action = (facts: Facts, of: ActionClass, options: DecideOptions = {}) =>
  decideAction(resolve(facts, NOW), of, options);
const frozen = (facts: Facts, key: FreezableKey, used: number, subject: string, options: DecideOptions = {}) =>
  decideFrozen(resolve(facts, NOW), key, used, { ...options, subject });
const byPolicy = (outcome: "policy_denied" | "approval_required") =>
  narrowByPolicy(resolve(TEAM, NOW), action(TEAM, "write"), {
    outcome,
    id: "policy:7",
    label: "public packages need an approval",
    rationale: outcome === "policy_denied" ? "Frozen for the release" : null,
  });

const monthEnd = { resetsAt: monthWindow(NOW).end };
const notBilling = { managesBilling: false };

const EXAMPLES: readonly Decision[] = [
  limit(YOU, "packages.private", 0, 1, { subject: "@you/x" }),
  limit(YOU, "packages.private", 0, 1),
  limit(YOU, "packages.public", 5),
  limit(PRO, "packages.private", 100),
  limit(TEAM, "packages.private", 250),
  limit(TEAM, "packages.private", 250, 1, notBilling),
  limit(TEAM, "packages.private", 260, 1),
  limit(
    { ...TEAM, overrides: [{ ...staff, key: "packages.private", value: 3, reason: "Abuse review" }] },
    "packages.private",
    3,
  ),
  limit(
    { ...YOU, overrides: [{ ...staff, key: "packages.private", value: 0, reason: "Abuse review" }] },
    "packages.private",
    0,
  ),
  limit(YOU, "storage.bytes", 98_000_000, 5_000_000),
  limit(PRO, "storage.bytes", 0, 6_000_000_000),
  limit(TEAM, "storage.bytes", 50_000_000_000, 5_000_000),
  limit(TEAM, "storage.bytes", 50_000_000_000, 5_000_000, notBilling),
  limit(YOU, "publishes", 30, 1, monthEnd),
  limit(PRO, "publishes", 500, 1, monthEnd),
  limit(YOU, "api_calls", 10_000, 1, monthEnd),
  limit(YOU, "api_calls", 12_000, 1, monthEnd),
  limit(YOU, "api_keys", 2),
  frozen(YOU, "packages.public", 12, "@you/old"),
  frozen(YOU, "packages.private", 3, "@you/secret"),
  frozen(PRO, "packages.public", 120, "@you/old"),
  frozen(TEAM, "packages.private", 260, "@acme/old", notBilling),
  frozen(YOU, "api_keys", 3, "the token laptop"),
  limit(TEAM, "seats", 5),
  limit(TEAM, "seats", 5, 1, notBilling),
  limit(TEAM, "seats", 4, 3),
  limit(PRO, "seats", 1),
  limit(YOU, "rate.api", 120),
  limit(TEAM, "packages.private", 12),
  limit(ENTERPRISE, "packages.private", 12),
  limit(YOU, "packages.public", 3, 0),
  feature(TEAM, "sso"),
  feature(TEAM, "sso", notBilling),
  feature(YOU, "usage.export"),
  feature(YOU, "org.collaboration"),
  feature({ ...TEAM, overrides: [{ ...staff, key: "usage.export", value: false, reason: "Misuse." }] }, "usage.export"),
  feature(TEAM, "usage.export"),
  action(TEAM, "write"),
  action(ACME, "write"),
  action(ACME, "growth", notBilling),
  action(owing(8), "growth"),
  action(owing(8), "growth", notBilling),
  action(owing(20), "write"),
  action({ ...TEAM, freezes: [{ ...held, kind: "suspended" }] }, "write"),
  action({ ...TEAM, freezes: [{ ...held, kind: "over_seats" }] }, "growth"),
  action({ ...TEAM, platformBlock: held }, "read"),
  byPolicy("policy_denied"),
  byPolicy("approval_required"),
  decideKey(resolve(TEAM, NOW), "packages.secret", 0, 1),
  decideKey(resolve(TEAM, NOW), "audit.retention_days", 0, 0),
  entitlementUnavailable("packages.private", "facts"),
];

describe("words of a decision", () => {
  it("has an example of every code", () => {
    expect([...new Set(EXAMPLES.map((decision) => decision.code))].sort()).toEqual([...DECISION_CODES].sort());
  });

  it("says each in plain sentences", () => {
    const lines = EXAMPLES.map(({ code, key, nextStep, message }) => `${code} | ${key} | ${nextStep} | ${message}`);
    expect(`\n${lines.join("\n")}\n`).toMatchInlineSnapshot(`
      "
      none_in_plan | packages.private | upgrade | Free includes no private packages: @you/x would be private. Upgrade to Pro to publish it, or publish it as public.
      none_in_plan | packages.private | upgrade | Free includes no private packages. Upgrade to Pro.
      limit_reached | packages.public | upgrade | Free includes 5 public packages and all 5 are used. Unpublish one you no longer need, or upgrade to Pro.
      limit_reached | packages.private | free_space | Pro includes 100 private packages and all 100 are used. Unpublish one you no longer need.
      limit_reached | packages.private | contact_sales | Team includes 250 private packages and all 250 are used. Unpublish one you no longer need, or contact your registry administrator about Enterprise.
      limit_reached | packages.private | ask_owner | Team includes 250 private packages and all 250 are used. Unpublish one you no longer need, or ask an owner or billing manager of @acme to contact your registry administrator about Enterprise.
      limit_reached | packages.private | contact_sales | Team includes 250 private packages and 260 are used. Unpublish one you no longer need, or contact your registry administrator about Enterprise.
      limit_reached | packages.private | contact_support | @acme is limited by staff to 3 private packages and all 3 are used. Reason given: Abuse review. Unpublish one you no longer need, or contact support.
      limit_reached | packages.private | contact_support | @you is limited by staff to 0 private packages. Reason given: Abuse review. Contact support.
      limit_reached | storage.bytes | upgrade | Free includes 100 MB of storage; 98 MB is used and this needs 5 MB more. Unpublish versions you no longer need, or upgrade to Pro.
      limit_reached | storage.bytes | contact_support | Pro includes 5 GB of storage; this needs 6 GB. Contact support.
      limit_reached | storage.bytes | add_storage | Team includes 50 GB of storage; 50 GB is used and this needs 5 MB more. Unpublish versions you no longer need, or add 100 GB of storage.
      limit_reached | storage.bytes | ask_owner | Team includes 50 GB of storage; 50 GB is used and this needs 5 MB more. Unpublish versions you no longer need, or ask an owner or billing manager of @acme to add 100 GB of storage.
      limit_reached | publishes | upgrade | Free includes 30 publishes a month and all 30 are used. The count starts again on 1 Aug 2026 (UTC). Upgrade to Pro.
      limit_reached | publishes | wait | Pro includes 500 publishes a month and all 500 are used. Wait until 1 Aug 2026 (UTC).
      soft_limit_exceeded | api_calls | upgrade | Free includes 10,000 API calls a month and 10,001 are used; API calls stop at 12,000. Upgrade to Pro.
      limit_reached | api_calls | upgrade | Free includes 10,000 API calls a month and 12,000 are used, of at most 12,000. The count starts again on 1 Aug 2026 (UTC). Upgrade to Pro.
      limit_reached | api_keys | upgrade | Free includes 2 tokens and both are used. Revoke one you no longer need, or upgrade to Pro.
      frozen_by_plan | packages.public | upgrade | @you/old is read-only: Free includes 5 public packages and 12 are used. Unpublish one you no longer need, choose on the billing page which public packages stay writable, or upgrade to Pro.
      frozen_by_plan | packages.private | upgrade | @you/secret is read-only: Free includes no private packages. Upgrade to Pro.
      frozen_by_plan | packages.public | free_space | @you/old is read-only: Pro includes 100 public packages and 120 are used. Unpublish one you no longer need, or choose on the billing page which public packages stay writable.
      frozen_by_plan | packages.private | ask_owner | @acme/old is read-only: Team includes 250 private packages and 260 are used. Unpublish one you no longer need, choose on the billing page which private packages stay writable, or ask an owner or billing manager of @acme to contact your registry administrator about Enterprise.
      frozen_by_plan | api_keys | upgrade | The token laptop is read-only: Free includes 2 tokens and 3 are used. Revoke one you no longer need, choose on the billing page which tokens stay writable, or upgrade to Pro.
      seat_limit | seats | add_seat | All 5 seats of @acme are used or reserved. Add a seat.
      seat_limit | seats | ask_owner | All 5 seats of @acme are used or reserved. Ask an owner or billing manager of @acme to add a seat.
      seat_limit | seats | add_seat | @acme has 5 seats; 4 are used and this needs 3 more. Revoke an invitation or remove a member, or add a seat.
      seat_limit | seats | create_organization | Pro is for one person. Create an organization on Team to work with others.
      rate_limited | rate.api | wait | Too many requests: Free includes 60 requests a minute. Wait a moment and try again.
      ok | packages.private | none | Team includes 250 private packages; 12 used.
      ok | packages.private | none | Enterprise includes unlimited private packages.
      ok | packages.public | none | Free includes 5 public packages; 3 used.
      feature_not_in_plan | sso | contact_sales | Team does not include single sign-on. Contact your registry administrator about Enterprise to use it.
      feature_not_in_plan | sso | ask_owner | Team does not include single sign-on. Ask an owner or billing manager of @acme to contact your registry administrator about Enterprise to use it.
      feature_not_in_plan | usage.export | upgrade | Free does not include usage export. Upgrade to Pro to use it.
      feature_not_in_plan | org.collaboration | create_organization | Free does not include members and roles. Create an organization on Team to use it.
      feature_turned_off | usage.export | contact_support | Usage export is turned off for @acme by staff. Reason given: Misuse. Contact support.
      ok | usage.export | none | Team includes usage export.
      ok | action:write | none | @acme may do this.
      no_subscription | action:write | start_subscription | @acme has no subscription and is read-only; installs and export keep working. Choose a plan to publish and invite again.
      no_subscription | action:growth | ask_owner | @acme has no subscription and is read-only; installs and export keep working. Ask an owner or billing manager of @acme to choose a plan to publish and invite again.
      growth_frozen | action:growth | fix_payment | A payment for @acme has been due for a week: nothing new can be added, and from 16 Jul 2026 it becomes read-only. Pay the open invoice to lift this at once.
      growth_frozen | action:growth | ask_owner | A payment for @acme has been due for a week: nothing new can be added, and from 16 Jul 2026 it becomes read-only. Ask an owner or billing manager of @acme to pay the open invoice to lift this at once.
      suspended_read_only | action:write | fix_payment | A payment for @acme has been due for two weeks: it is read-only, and installs and export keep working. Pay the open invoice to restore everything.
      suspended_by_staff | action:write | contact_support | @acme was made read-only by staff; installs and export keep working. Reason given: Chargeback. Contact support.
      over_seats | action:growth | choose_seats | @acme has more members than seats: nobody is removed, and nothing new can be added. Add seats or remove members.
      platform_block | action:read | contact_support | @acme is blocked on this registry; billing and export keep working. Reason given: Chargeback. Contact support.
      policy_denied | action:write | change_policy | A policy of @acme does not allow this: public packages need an approval. Reason given: Frozen for the release. Ask an owner to change the policy.
      approval_required | action:write | request_approval | A policy of @acme asks for an approval first: public packages need an approval. It continues after approval.
      unknown_key | unknown:packages.secret | contact_support | The plan catalogue does not know this entitlement, so the request was refused. Contact support.
      ok | audit.retention_days | none | Audit retention: 90 days.
      entitlement_unavailable | packages.private | retry | We cannot check this account's plan right now, so nothing was changed. Try again in a minute.
      "
    `);
  });

  it.each(EXAMPLES.map((decision) => [decision.message]))("ends and spaces as prose does: %s", (message) => {
    expect(message).toMatch(/^[@A-Z0-9].*\.$/);
    expect(message).not.toMatch(/ {2}|\.\.|undefined|null|NaN|,\./);
  });
});
