import { formatBytes } from "@/lib/bytes";
import { formatCount } from "@/lib/count";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { Decision, DecisionCode, NextStep, TraceStep } from "@/lib/entitlements/types";

export type DeniedStep = { ok: boolean; text: string; detail?: string | undefined };

const TITLE = {
  ok: "Allowed",
  soft_limit_exceeded: "Above the plan's limit",
  feature_not_in_plan: "Not in this plan",
  feature_turned_off: "Turned off for this account",
  none_in_plan: "The plan includes none",
  limit_reached: "Limit reached",
  frozen_by_plan: "Read-only on this plan",
  seat_limit: "No seat is free",
  rate_limited: "Too many requests",
  no_subscription: "No live subscription",
  growth_frozen: "Nothing new can be added",
  over_seats: "More members than seats",
  suspended_read_only: "The account is read-only",
  suspended_by_staff: "The account is suspended",
  platform_block: "The account is blocked",
  policy_denied: "A policy forbids this",
  approval_required: "Waiting for approval",
  unknown_key: "This cannot be checked",
  entitlement_unavailable: "This cannot be checked now",
} as const satisfies Record<DecisionCode, string>;

export function deniedTitle(decision: Decision): string {
  return TITLE[decision.code];
}

function amount(decision: Decision, value: number): string {
  return decision.key === "storage.bytes" ? formatBytes(value) : formatCount(value);
}

function traceDetail(decision: Decision, after: TraceStep["after"]): string {
  if (after === true) return "included";
  if (after === false) return "not included";
  return typeof after === "number" ? amount(decision, after) : after;
}

function granted(after: TraceStep["after"]): boolean {
  return after !== false && after !== 0 && after !== "frozen" && after !== "blocked";
}

/** Refusals that depend on the number; all others hold for any number. */
const BY_NUMBER: ReadonlySet<DecisionCode> = new Set([
  "soft_limit_exceeded",
  "limit_reached",
  "seat_limit",
  "rate_limited",
]);

/** The steps to the answer, in order; the last one refused. */
export function deniedSteps(decision: Decision): DeniedStep[] {
  // The default before any plan explains nothing to a reader.
  const layers = decision.trace.filter((step) => step.layer !== "default");
  const steps = layers.map((step) => ({
    ok: granted(step.after),
    text: step.source.label,
    detail: traceDetail(decision, step.after),
  }));
  const { used, limit } = decision;
  if (BY_NUMBER.has(decision.code) && used !== null && typeof limit === "number") {
    return [
      ...steps,
      {
        ok: false,
        text: `${amount(decision, used)} of ${amount(decision, limit)} used`,
        detail: decision.source.label,
      },
    ];
  }
  const refused = steps.some((step) => !step.ok);
  return refused ? steps : [...steps, { ok: false, text: deniedTitle(decision), detail: decision.source.label }];
}

const WAY: Partial<Record<NextStep, string>> = {
  fix_payment: "Open Billing",
  add_seat: "Add seats",
  choose_seats: "See the seats",
};

/** The place to fix it: a page of the account, else a plan that would allow it; null for neither. */
export function unlockLink(decision: Decision): { label: string; href: string } | null {
  const { wayOut, nextStep, unlock } = decision;
  const label = WAY[nextStep];
  if (wayOut && label) return { label, href: wayOut.href };
  const first = unlock[0];
  if (!first) return null;
  if (nextStep === "start_subscription") return { label: "Choose plan", href: first.href };
  return { label: `Upgrade to ${planDefinition(first.plan).name}`, href: first.href };
}
