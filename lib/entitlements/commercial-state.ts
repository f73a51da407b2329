import { basePlan, CATALOGUE_VERSION, isCatalogueVersion, planDefinition } from "@/lib/entitlements/catalogue";
import { hasBegun, isKnownStatus, isOwing, understoodStatus } from "@/lib/entitlements/subscription-status";
import type {
  ActionClass,
  CommercialState,
  Facts,
  Limit,
  PlanKey,
  StateCause,
  SubscriptionFact,
  TermFact,
} from "@/lib/entitlements/types";
import { DAY_MS } from "@/lib/time";

/** B4: after the first failed payment come 7 x 24 h of full access, 7 x 24 h without growth, 60 days read-only. */
const GRACE_DAYS = 7;
const GROWTH_FROZEN_DAYS = 7;
const READ_ONLY_DAYS = 60;

const OPEN = { read: true, write: true, growth: true, export: true, billing: true } as const;

/** Reads, installs, export and billing stay open in every state: customers always reach their own data. */
export const ALLOWED_IN_STATE = {
  free: OPEN,
  trial: OPEN,
  active: OPEN,
  cancel_scheduled: OPEN,
  grace: OPEN,
  growth_frozen: { ...OPEN, growth: false },
  suspended_read_only: { ...OPEN, write: false, growth: false },
  ended: { ...OPEN, write: false, growth: false },
} as const satisfies Record<CommercialState, Record<ActionClass, boolean>>;

/** Under a platform block only invoices and the export stay open. */
export const ALLOWED_WHEN_BLOCKED = {
  read: false,
  write: false,
  growth: false,
  export: true,
  billing: true,
} as const satisfies Record<ActionClass, boolean>;

/** The account's plan and state, and when time alone changes them. */
export type Standing = {
  plan: PlanKey;
  planVersion: number;
  seats: Limit | null;
  source: { id: string; label: string };
  state: CommercialState;
  cause: StateCause;
  reason: string | null;
  until: Date | null;
  graceUntil: Date | null;
  alarms: string[];
};

type Origin = "contract" | "subscription" | "trial";
type Phase = { state: CommercialState; until: number | null };
type Candidate = Phase & {
  origin: Origin;
  id: string;
  plan: PlanKey;
  planVersion: number;
  seats: Limit | null;
  /** Chooses the latest one when all have ended. */
  endsAt: number;
  alarm: string | null;
};

/** The instants at which an unpaid account changes state by itself. */
export function paymentCalendar(firstFailedAt: Date): { frozenAt: Date; readOnlyAt: Date; overAt: Date } {
  const after = (days: number) => new Date(firstFailedAt.getTime() + days * DAY_MS);
  const readOnly = GRACE_DAYS + GROWTH_FROZEN_DAYS;
  return { frozenAt: after(GRACE_DAYS), readOnlyAt: after(readOnly), overAt: after(readOnly + READ_ONLY_DAYS) };
}

/** The phase of a failed payment. Half-open: a boundary's instant belongs to the next phase. */
function paymentPhase(firstFailedAt: Date, now: Date): Phase {
  const { frozenAt, readOnlyAt, overAt } = paymentCalendar(firstFailedAt);
  if (now < firstFailedAt) return { state: "active", until: firstFailedAt.getTime() };
  if (now < frozenAt) return { state: "grace", until: frozenAt.getTime() };
  if (now < readOnlyAt) return { state: "growth_frozen", until: readOnlyAt.getTime() };
  return now < overAt ? { state: "suspended_read_only", until: overAt.getTime() } : { state: "ended", until: null };
}

function livePhase(status: string, subscription: SubscriptionFact, now: Date): Phase {
  if (status === "trialing") return { state: "trial", until: null };
  if (status === "active") return { state: "active", until: null };
  if (!isOwing(status)) return { state: "ended", until: null };
  // Without the date of the failure nothing may degrade: nobody can show that seven days' notice has passed.
  return subscription.firstFailedAt ? paymentPhase(subscription.firstFailedAt, now) : { state: "grace", until: null };
}

/** A cancellation date ends any phase when it is reached; until then healthy phases become `cancel_scheduled`. */
function withCancellation(phase: Phase, cancelAt: Date | null, now: Date): Phase {
  if (cancelAt === null || phase.state === "ended") return phase;
  const end = cancelAt.getTime();
  if (end <= now.getTime()) return { state: "ended", until: null };
  const healthy = phase.state === "active" || phase.state === "trial";
  return {
    state: healthy ? "cancel_scheduled" : phase.state,
    until: phase.until === null ? end : Math.min(phase.until, end),
  };
}

function ofSubscription(subscription: SubscriptionFact, now: Date): Candidate | null {
  const { id, plan, planVersion, seats, startedAt, endedAt, cancelAt } = subscription;
  if (startedAt > now) return null;
  // An unknown status of the provider grants nothing by itself: the last known status stays in force.
  const known = isKnownStatus(subscription.status);
  const status = understoodStatus(subscription);
  if (!hasBegun(status)) return null;
  const ended = endedAt !== null && endedAt <= now;
  const phase: Phase = ended
    ? { state: "ended", until: null }
    : withCancellation(livePhase(status, subscription, now), cancelAt, now);
  const late = isOwing(status) && subscription.firstFailedAt === null && !ended;
  const alarm = !known ? "billing:error:subscription-status" : late ? "billing:error:grace-clock" : null;
  const endsAt = (endedAt ?? cancelAt ?? now).getTime();
  return { ...phase, origin: "subscription", id, plan, planVersion, seats, endsAt, alarm };
}

function ofTerm(term: TermFact, now: Date): Candidate | null {
  const { id, kind, plan, planVersion, seats, startsAt, endsAt } = term;
  if (startsAt > now || (endsAt !== null && endsAt <= startsAt)) return null;
  const ended = endsAt !== null && endsAt <= now;
  const state = ended ? "ended" : kind === "trial" ? "trial" : "active";
  const until = ended || endsAt === null ? null : endsAt.getTime();
  const common = { origin: kind, id, plan, planVersion, seats, alarm: null };
  return { ...common, state, until, endsAt: (endsAt ?? now).getTime() };
}

const PREFERENCE: Record<Origin, number> = { contract: 2, subscription: 1, trial: 0 };
const OPENNESS: Record<CommercialState, number> = {
  ended: 0,
  suspended_read_only: 1,
  growth_frozen: 2,
  grace: 3,
  cancel_scheduled: 3,
  trial: 3,
  active: 3,
  free: 3,
};

/** Sorts the best for the customer first: open, then the larger plan, then the firmer commitment; ids break ties. */
function better(one: Candidate, other: Candidate): number {
  const later = one.state === "ended" && other.state === "ended" ? other.endsAt - one.endsAt : 0;
  return (
    OPENNESS[other.state] - OPENNESS[one.state] ||
    later ||
    planDefinition(other.plan).rank - planDefinition(one.plan).rank ||
    PREFERENCE[other.origin] - PREFERENCE[one.origin] ||
    (one.id < other.id ? -1 : 1)
  );
}

/** Returns the subscription that counts: the best for the customer, in whatever order they come. */
export function bestSubscription(
  all: readonly SubscriptionFact[],
  kind: Facts["account"]["kind"],
  now: Date,
): SubscriptionFact | null {
  const fits = ({ plan }: SubscriptionFact) => planDefinition(plan).accountKind === kind;
  const ranked = all.flatMap((fact) => {
    const candidate = fits(fact) ? ofSubscription(fact, now) : null;
    return candidate ? [{ fact, candidate }] : [];
  });
  ranked.sort((one, other) => better(one.candidate, other.candidate));
  return ranked[0]?.fact ?? all[0] ?? null;
}

/** The terms and the subscription that began, best first; those that have ended come last. */
function candidates(facts: Facts, now: Date): { ranked: Candidate[]; alarms: string[] } {
  const all = facts.terms.map((term) => ofTerm(term, now));
  if (facts.subscription) all.push(ofSubscription(facts.subscription, now));
  const found = all.filter((one) => one !== null);
  const fitting = found.filter((one) => planDefinition(one.plan).accountKind === facts.account.kind);
  const alarms = found.flatMap((one) => {
    const strange = isCatalogueVersion(one.planVersion) ? [] : ["billing:error:plan-version"];
    const misplaced = fitting.includes(one) ? [] : ["billing:error:plan-account-kind"];
    return [...(one.alarm ? [one.alarm] : []), ...strange, ...misplaced];
  });
  return { ranked: fitting.sort(better), alarms: [...new Set(alarms)].sort() };
}

function standingOf(facts: Facts, now: Date): Standing {
  const { kind } = facts.account;
  const base = basePlan(kind);
  const { ranked, alarms } = candidates(facts, now);
  const [best] = ranked;
  const quiet = { reason: null, until: null, graceUntil: null, alarms };
  if (kind === "system" || best === undefined || (best.state === "ended" && kind === "personal")) {
    const { name } = planDefinition(base);
    const label =
      kind === "system" ? "Platform account" : kind === "personal" ? name : `${name} without a subscription`;
    const state = kind === "system" ? "active" : kind === "personal" ? "free" : "ended";
    const source = { id: `plan:${base}`, label };
    return { ...quiet, plan: base, planVersion: CATALOGUE_VERSION, seats: null, source, state, cause: "plan" };
  }

  const { plan, planVersion, seats, origin, id, state, until } = best;
  const owing = state === "grace" || state === "growth_frozen" || state === "suspended_read_only";
  const end = until === null ? null : new Date(until);

  return {
    ...quiet,
    plan,
    planVersion,
    seats,
    source: { id: `${origin}:${id}`, label: `${planDefinition(plan, planVersion).name} ${origin}` },
    state,
    cause: owing ? "payment" : state === "ended" ? "over" : "plan",
    until: end,
    graceUntil: state === "grace" ? end : null,
  };
}

/**
 * Derives the commercial state (B4, D1) from facts and an instant. A suspension by staff makes any live state
 * read-only.
 */
export function deriveStanding(facts: Facts, now: Date): Standing {
  const standing = standingOf(facts, now);
  const suspended = facts.freezes
    .filter(
      (freeze) => freeze.kind === "suspended" && freeze.since <= now && (freeze.until === null || now < freeze.until),
    )
    .sort((one, other) => one.since.getTime() - other.since.getTime() || (one.id < other.id ? -1 : 1))[0];
  if (suspended === undefined || standing.state === "ended") return standing;
  const { reason, until } = suspended;
  return { ...standing, state: "suspended_read_only", cause: "staff", reason, until, graceUntil: null };
}

/** The next instant at which a term, the subscription, a freeze or the block begins or ends; null for none. */
export function nextStandingChange(facts: Facts, now: Date): number | null {
  const { subscription, platformBlock } = facts;
  const instants: (Date | null | undefined)[] = [
    ...facts.terms.flatMap((term) => [term.startsAt, term.endsAt]),
    ...facts.freezes.flatMap((freeze) => [freeze.since, freeze.until]),
    subscription?.startedAt,
    subscription?.cancelAt,
    subscription?.endedAt,
    platformBlock?.since,
    platformBlock?.until,
  ];
  const times = instants.flatMap((instant) => (instant ? [instant.getTime()] : []));
  const phase = subscription?.firstFailedAt ? paymentPhase(subscription.firstFailedAt, now).until : null;
  if (phase !== null) times.push(phase);

  return times.reduce<number | null>(
    (next, at) => (at > now.getTime() && (next === null || at < next) ? at : next),
    null,
  );
}
