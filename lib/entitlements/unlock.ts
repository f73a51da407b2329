import { isLimitKey, planDefinition, plansFor } from "@/lib/entitlements/catalogue";
import { ADD_ONS, type PlanDefinition } from "@/lib/entitlements/plans";
import type { AccountFact, DecisionCode, EntitlementKey, NextStep, PlanKey, Snapshot } from "@/lib/entitlements/types";
import { accountPaths } from "@/lib/paths";

export type Question = {
  snapshot: Snapshot;
  code: DecisionCode;
  /** Null for a question about an action. */
  key: EntitlementKey | null;
  used: number;
  requested: number;
};

/** The page where the reader can take the step; null when the way out is another plan or another person. */
export function wayOutOf(account: AccountFact, step: NextStep): { href: string } | null {
  const paths = accountPaths(account);
  if (step === "fix_payment") return { href: paths.billing };
  if (step === "add_seat") return { href: paths.change("seats") };
  return step === "choose_seats" ? { href: `${paths.billing}#seats` } : null;
}

/** Where plans are chosen: on its Billing page for an organization, on a page of their own for a person. */
function plansHref(account: AccountFact): string {
  const paths = accountPaths(account);
  return account.kind === "organization" ? paths.billing : paths.plans;
}

function includes(plan: PlanDefinition, { key, used, requested }: Question): boolean {
  if (key === null) return false;
  const value = plan.values[key];
  if (!isLimitKey(key)) return value === true;
  return value === "unlimited" || (typeof value === "number" && used + requested <= value);
}

/** Refusals that a larger plan lifts. */
const BY_PLAN: ReadonlySet<DecisionCode> = new Set([
  "feature_not_in_plan",
  "none_in_plan",
  "limit_reached",
  "frozen_by_plan",
  "soft_limit_exceeded",
  "rate_limited",
]);

/** Plans that would allow the refused action, cheapest first: of this kind of account, else of an organization. */
export function offersFor(question: Question): PlanDefinition[] {
  const { snapshot, code, key } = question;
  const { account } = snapshot;
  const current = planDefinition(snapshot.plan, snapshot.planVersion);
  if (code === "no_subscription") return plansFor(account.kind).filter((plan) => plan.rank >= current.rank);
  const byPlan = BY_PLAN.has(code);
  // Staff set the value, so another plan would not change it.
  const fixed = key !== null && snapshot.entitlements[key].source.layer === "override";
  if (code === "seat_limit" && account.kind === "personal") return plansFor("organization");
  if (fixed || !byPlan) return [];
  const own = plansFor(account.kind).filter((plan) => plan.rank > current.rank && includes(plan, question));
  const elsewhere = own.length === 0 && account.kind === "personal" && code === "feature_not_in_plan";
  return elsewhere ? plansFor("organization").filter((plan) => includes(plan, question)) : own;
}

export function unlockOf(account: AccountFact, offers: readonly PlanDefinition[]): { plan: PlanKey; href: string }[] {
  return offers.map((plan) => ({
    plan: plan.key,
    href: plan.accountKind === account.kind ? plansHref(account) : "/orgs/new",
  }));
}

function paying(question: Question, offer: PlanDefinition | undefined): NextStep | null {
  const { snapshot, key } = question;
  const storage = ADD_ONS.storage_100gb;
  if (key === storage.entitlement && storage.plans.some((plan) => plan === snapshot.plan)) return "add_storage";
  if (offer === undefined) return null;
  if (offer.accountKind !== snapshot.account.kind) return "create_organization";
  return offer.byContract ? "contact_sales" : "upgrade";
}

function withoutPaying({ snapshot, key, requested }: Question): NextStep {
  if (key === null) return "contact_support";
  const { kind, limit } = snapshot.entitlements[key];
  if (kind === "metered") return "wait";
  return typeof limit === "number" && requested <= limit ? "free_space" : "contact_support";
}

/** The one step that would lift the refusal, and who may take it. */
export function remedyOf(question: Question, offers: readonly PlanDefinition[]): NextStep {
  const { code, key, snapshot } = question;
  const fixed = key !== null && snapshot.entitlements[key].source.layer === "override";
  switch (code) {
    case "ok":
      return "none";
    case "soft_limit_exceeded":
    case "limit_reached":
    case "frozen_by_plan":
    case "none_in_plan":
    case "feature_not_in_plan":
      if (fixed) return "contact_support";
      return paying(question, offers[0]) ?? withoutPaying(question);
    case "seat_limit":
      if (fixed) return "contact_support";
      return snapshot.account.kind === "organization" ? "add_seat" : "create_organization";
    case "rate_limited":
      return "wait";
    case "no_subscription":
      return "start_subscription";
    case "growth_frozen":
    case "suspended_read_only":
      return "fix_payment";
    case "over_seats":
      return "choose_seats";
    case "policy_denied":
      return "change_policy";
    case "approval_required":
      return "request_approval";
    case "entitlement_unavailable":
      return "retry";
    case "feature_turned_off":
    case "suspended_by_staff":
    case "platform_block":
    case "unknown_key":
      return "contact_support";
  }
}

const MONEY: ReadonlySet<NextStep> = new Set([
  "upgrade",
  "contact_sales",
  "start_subscription",
  "add_seat",
  "add_storage",
  "fix_payment",
]);

/** Only owners and the billing role can take such a step: everybody else is sent to them. */
export function needsBilling(step: NextStep): boolean {
  return MONEY.has(step);
}
