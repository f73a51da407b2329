import { compose, type DecideOptions, type Finding } from "@/lib/entitlements/answer";
import { actionOf, isEntitlementKey, isFeatureKey, isLimitKey } from "@/lib/entitlements/catalogue";
import { ALLOWED_IN_STATE, ALLOWED_WHEN_BLOCKED } from "@/lib/entitlements/commercial-state";
import type { FreezableKey } from "@/lib/entitlements/freeze";
import { limitDefinition } from "@/lib/entitlements/limits";
import { alertReached, ceilingOf } from "@/lib/entitlements/thresholds";
import type {
  ActionClass,
  Decision,
  DecisionCode,
  EntitlementKey,
  FeatureKey,
  Limit,
  LimitKey,
  ResolvedEntitlement,
  Snapshot,
  Source,
} from "@/lib/entitlements/types";
import { UNAVAILABLE_SENTENCE } from "@/lib/entitlements/words";

/** A finding without an entitlement: an action, a policy, an unknown key. */
function bare(code: DecisionCode, action: ActionClass, notes: readonly string[] = []): Finding {
  return { code, allowed: code === "ok", entitlement: null, action, limit: null, used: null, requested: null, notes };
}

/** The platform block comes first, then the commercial state: each makes later reasons irrelevant. */
function gate(snapshot: Snapshot, action: ActionClass): DecisionCode | null {
  if (snapshot.blocked && !ALLOWED_WHEN_BLOCKED[action]) return "platform_block";
  if (!ALLOWED_IN_STATE[snapshot.commercialState][action]) {
    if (snapshot.commercialState === "ended") return "no_subscription";
    if (snapshot.stateCause === "staff") return "suspended_by_staff";
    return snapshot.commercialState === "growth_frozen" ? "growth_frozen" : "suspended_read_only";
  }
  return action === "growth" && snapshot.overSeats ? "over_seats" : null;
}

/** Decides whether the account may do anything of this class. Does not check room or features. */
export function decideAction(snapshot: Snapshot, action: ActionClass, options: DecideOptions = {}): Decision {
  return compose(snapshot, bare(gate(snapshot, action) ?? "ok", action), options);
}

function givenBy({ key, source }: ResolvedEntitlement): string[] {
  if (source.layer === "override") return [`billing:override:${key}`];
  return source.layer === "grant" ? [`billing:${source.id}`] : [];
}

/** Decides whether the plan has the feature and the account's state allows its use. */
export function decideFeature(snapshot: Snapshot, key: FeatureKey, options: DecideOptions = {}): Decision {
  if (!isFeatureKey(key)) return decideUnknown(snapshot, key);
  const entitlement = snapshot.entitlements[key];
  const action = options.action ?? actionOf(key);
  const stopped = gate(snapshot, action);
  const included = entitlement.value === true;
  const lacking = entitlement.source.layer === "override" ? "feature_turned_off" : "feature_not_in_plan";
  const code = stopped ?? (included ? "ok" : lacking);
  const notes = [...(included ? [] : [`billing:plan-excludes:${key}`]), ...givenBy(entitlement)];
  const finding = {
    code,
    allowed: code === "ok",
    entitlement,
    action,
    limit: null,
    used: null,
    requested: null,
    notes,
  };

  return compose(snapshot, finding, options);
}

function limitCode(key: LimitKey, { source }: ResolvedEntitlement, limit: Limit, used: number, requested: number) {
  const ceiling = ceilingOf(key, limit);
  if (limit === "unlimited" || ceiling === "unlimited" || requested === 0) return "ok";
  const { response, soft } = limitDefinition(key);
  if (used + requested <= ceiling) return soft && used + requested > limit ? "soft_limit_exceeded" : "ok";
  const byPlan = source.layer === "plan" || source.layer === "default";
  return limit === 0 && byPlan && response === "limit_reached" ? "none_in_plan" : response;
}

function limitNotes(key: LimitKey, limit: Limit, used: number, requested: number, fits: boolean): string[] {
  if (limit === "unlimited") return [`billing:quota:${key}:unlimited`];
  const percent = alertReached(key, fits ? used + requested : used, limit);
  return [
    `billing:quota:${key}:${used}/${limit}`,
    ...(percent === null ? [] : [`billing:quota-threshold:${key}:${percent}`]),
    ...(fits ? [] : [`billing:quota-exceeded:${key}`]),
  ];
}

/**
 * Decides whether `requested` more fits beside `used`, in whole units of the key; zero requested only looks. The
 * answer's `used` and `remaining` are from before. Advice only: the counter row enforces.
 */
export function decideLimit(
  snapshot: Snapshot,
  key: LimitKey,
  used: number,
  requested: number,
  options: DecideOptions = {},
): Decision {
  if (!isLimitKey(key)) return decideUnknown(snapshot, key);
  if (!(Number.isSafeInteger(used) && Number.isSafeInteger(requested) && used >= 0 && requested >= 0))
    throw new RangeError(`Usage of ${key} must be whole and not negative: ${used} used, ${requested} requested`);

  const entitlement = snapshot.entitlements[key];
  const limit = entitlement.limit ?? 0;
  const action = options.action ?? actionOf(key);
  const stopped = requested === 0 ? null : gate(snapshot, action);
  const room = limitCode(key, entitlement, limit, used, requested);
  const fits = room === "ok" || room === "soft_limit_exceeded";
  const notes = [...limitNotes(key, limit, used, requested, fits), ...givenBy(entitlement)];
  const allowed = stopped === null && fits;

  return compose(
    snapshot,
    { code: stopped ?? room, allowed, entitlement, action, limit, used, requested, notes },
    options,
  );
}

/**
 * Refuses a write to an item beyond a limit (B5), named by `options.subject`; `used` is the number of items. The order
 * in `frozen-items.ts` chooses the items.
 */
export function decideFrozen(
  snapshot: Snapshot,
  key: FreezableKey,
  used: number,
  options: DecideOptions & { subject: string },
): Decision {
  const entitlement = snapshot.entitlements[key];
  const limit = entitlement.limit ?? 0;
  const notes = [`billing:frozen:${key}:${used}/${limit}`, ...givenBy(entitlement)];
  const finding = { entitlement, action: "write", limit, used, requested: 0, notes } as const;
  return compose(snapshot, { code: "frozen_by_plan", allowed: false, ...finding }, options);
}

/** Decides any key that an API receives: an unknown key is refused with an alarm, never unlimited. @waits I1 */
export function decideKey(
  snapshot: Snapshot,
  key: string,
  used: number,
  requested: number,
  options: DecideOptions = {},
): Decision {
  if (isLimitKey(key)) return decideLimit(snapshot, key, used, requested, options);
  if (isFeatureKey(key)) return decideFeature(snapshot, key, options);
  return isEntitlementKey(key) ? decideStatic(snapshot, key, options) : decideUnknown(snapshot, key);
}

/** Static values are read, not consumed: the trace carries the value. */
function decideStatic(snapshot: Snapshot, key: EntitlementKey, options: DecideOptions): Decision {
  const entitlement = snapshot.entitlements[key];
  const stopped = gate(snapshot, "read");
  const empty = { action: "read", limit: null, used: null, requested: null, notes: givenBy(entitlement) } as const;
  return compose(snapshot, { code: stopped ?? "ok", allowed: stopped === null, entitlement, ...empty }, options);
}

function decideUnknown(snapshot: Snapshot, key: string): Decision {
  return {
    ...compose(snapshot, bare("unknown_key", "read", ["billing:error:unknown-key"]), {}),
    key: `unknown:${key}`,
  };
}

/** Applies governance's decision after the resolver (E1): it can only narrow an allowing decision. @waits G1 */
export function narrowByPolicy(
  snapshot: Snapshot,
  decision: Decision,
  policy: { outcome: "policy_denied" | "approval_required"; id: string; label: string; rationale: string | null },
): Decision {
  if (!decision.allowed) return decision;
  const source: Source = { layer: "policy", id: policy.id, label: policy.label };
  const said = { source, rationale: policy.rationale };
  const finding: Finding = { ...bare(policy.outcome, "write"), policy: said };
  const { outcome, code, message, nextStep, rationale } = compose(snapshot, finding, {});
  return { ...decision, allowed: false, outcome, code, message, nextStep, source, rationale, unlock: [] };
}

/** The decision for growth and writes, with 503, when the facts cannot be read. @waits E9 */
export function entitlementUnavailable(key: Decision["key"], stage: string): Decision {
  return {
    allowed: false,
    outcome: "unavailable",
    code: "entitlement_unavailable",
    message: UNAVAILABLE_SENTENCE,
    nextStep: "retry",
    key,
    kind: "action",
    limit: null,
    used: null,
    remaining: null,
    requested: null,
    resetsAt: null,
    source: { layer: "default", id: "unavailable", label: "not checked" },
    rationale: null,
    commercialState: null,
    unlock: [],
    validUntil: null,
    trace: [],
    notes: [`billing:error:${stage}`],
  };
}
