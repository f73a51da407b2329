import { isLimitKey, planDefinition } from "@/lib/entitlements/catalogue";
import { ceilingOf } from "@/lib/entitlements/thresholds";
import type {
  ActionClass,
  Decision,
  DecisionCode,
  Limit,
  ResolvedEntitlement,
  Snapshot,
  Source,
} from "@/lib/entitlements/types";
import { needsBilling, offersFor, remedyOf, unlockOf, wayOutOf } from "@/lib/entitlements/unlock";
import { sentenceFor } from "@/lib/entitlements/words";

export type DecideOptions = {
  /** The object of the action, for the sentence: a package's name, an invited address. */
  subject?: string | undefined;
  /** False sends the reader to an owner for anything that costs money. */
  managesBilling?: boolean;
  /** When the counter in question restarts. */
  resetsAt?: Date | null;
  /** The class of the operation, where it differs from the catalogue's for the key. */
  action?: ActionClass;
};

const earlier = (one: string | null, other: string | null): string | null =>
  one === null ? other : other === null || one < other ? one : other;

export type Finding = {
  code: DecisionCode;
  allowed: boolean;
  entitlement: ResolvedEntitlement | null;
  action: ActionClass;
  limit: Limit | null;
  used: number | null;
  requested: number | null;
  notes: readonly string[];
  /** Governance's decision, which no snapshot holds. */
  policy?: { source: Source; rationale: string | null };
};

/** The source of the answer: the layer that refused, else the layer that settled the value. */
function sourceOf(snapshot: Snapshot, { code, entitlement, policy }: Finding): Source {
  if (policy) return policy.source;
  if (code === "platform_block" && snapshot.blocked)
    return { layer: "block", id: snapshot.blocked.id, label: "platform block" };
  const byState = code === "growth_frozen" || code === "suspended_read_only" || code === "suspended_by_staff";
  if (byState || code === "no_subscription" || code === "over_seats") {
    const id = code === "over_seats" ? "freeze:over_seats" : `state:${snapshot.commercialState}`;
    return { layer: "state", id, label: code === "over_seats" ? "over seats" : snapshot.commercialState };
  }
  if (entitlement) return entitlement.source;
  const plan = snapshot.standing[0]?.source ?? { id: `plan:${snapshot.plan}`, label: snapshot.plan };
  return { layer: "plan", id: plan.id, label: plan.label };
}

function rationaleOf(snapshot: Snapshot, { entitlement, policy }: Finding, source: Source): string | null {
  if (policy) return policy.rationale;
  if (source.layer === "state") return snapshot.stateReason;
  if (source.layer === "block") return snapshot.blocked?.reason ?? null;
  return entitlement?.rationale ?? null;
}

/** Completes a finding for its reader: sources, words and the way out. */
export function compose(snapshot: Snapshot, finding: Finding, options: DecideOptions): Decision {
  const { code, entitlement, limit, used, requested, notes } = finding;
  const key = entitlement?.key ?? null;
  const question = { snapshot, code, key, used: used ?? 0, requested: requested ?? 0 };
  const offers = offersFor(question);
  const remedy = remedyOf(question, offers);
  const delegate = options.managesBilling === false && snapshot.account.kind !== "personal" && needsBilling(remedy);
  const nextStep = delegate ? "ask_owner" : remedy;
  const wayOut = finding.allowed ? null : wayOutOf(snapshot.account, nextStep);
  const resetsAt = options.resetsAt?.toISOString() ?? null;
  const source = sourceOf(snapshot, finding);
  const rationale = rationaleOf(snapshot, finding, source);
  const counted = key !== null && isLimitKey(key) && limit !== null;
  const message = sentenceFor(code, {
    snapshot,
    planName: planDefinition(snapshot.plan, snapshot.planVersion).name,
    key,
    limit: counted ? { key, value: limit, ceiling: ceilingOf(key, limit) } : null,
    used: used ?? 0,
    requested: requested ?? 0,
    subject: options.subject ?? null,
    source,
    rationale,
    offer: offers[0] ?? null,
    remedy,
    nextStep,
    resetsAt,
  });
  const validUntil = entitlement ? earlier(entitlement.validUntil, snapshot.countdownUntil) : snapshot.validUntil;
  const remaining = limit === null || limit === "unlimited" ? limit : Math.max(0, limit - (used ?? 0));

  return {
    allowed: finding.allowed,
    outcome: finding.allowed ? "allow" : code === "approval_required" ? "pending_approval" : "block",
    code,
    message,
    nextStep,
    key: key ?? `action:${finding.action}`,
    kind: entitlement?.kind ?? "action",
    limit,
    used,
    remaining,
    requested,
    resetsAt,
    source,
    rationale,
    commercialState: snapshot.commercialState,
    unlock: unlockOf(snapshot.account, offers),
    ...(wayOut ? { wayOut } : {}),
    validUntil: earlier(validUntil, resetsAt),
    trace: entitlement?.trace ?? snapshot.standing,
    notes: [...snapshot.notes, ...notes],
    ...(entitlement?.lastChanged ? { lastChanged: entitlement.lastChanged } : {}),
  };
}
