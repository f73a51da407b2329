import { actionOf, isLimitKey, kindOf } from "@/lib/entitlements/catalogue";
import {
  ALLOWED_IN_STATE,
  ALLOWED_WHEN_BLOCKED,
  deriveStanding,
  nextStandingChange,
  type Standing,
} from "@/lib/entitlements/commercial-state";
import { earliest, isLive, type Move, movesOf, nextBoundary } from "@/lib/entitlements/layers";
import {
  type CommercialState,
  ENTITLEMENT_KEYS,
  type EntitlementKey,
  type EntitlementValue,
  type Facts,
  type PlatformBlockFact,
  type ResolvedEntitlement,
  type Snapshot,
  type TraceStep,
} from "@/lib/entitlements/types";
import { DAY_MS } from "@/lib/time";

type Context = {
  facts: Facts;
  now: Date;
  standing: Standing;
  standingUntil: number | null;
  block: PlatformBlockFact | null;
};

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Words for the state in a step of the trace. */
const STATE_WORDS = {
  free: "on Free",
  trial: "on trial",
  active: "active",
  cancel_scheduled: "cancelled, still running",
  grace: "payment due",
  growth_frozen: "payment due for a week",
  suspended_read_only: "account read-only",
  ended: "no live plan",
} as const satisfies Record<CommercialState, string>;

/** Steps that stop the use of a value without changing it: account state, then platform block. */
function brakes(value: EntitlementValue, stopped: { state: boolean; block: boolean }, context: Context): TraceStep[] {
  const { standing, block } = context;
  const steps: TraceStep[] = [];
  if (stopped.state) {
    const source = { id: `state:${standing.state}`, label: STATE_WORDS[standing.state] };
    steps.push({ layer: "state", source, before: value, after: "frozen", validUntil: iso(standing.until) });
  }
  if (stopped.block && block) {
    const source = { id: block.id, label: "platform block" };
    const before = stopped.state ? "frozen" : value;
    steps.push({ layer: "block", source, before, after: "blocked", validUntil: iso(block.until) });
  }
  return steps;
}

function tookStep({ step }: Move, before: EntitlementValue | null, after: EntitlementValue): TraceStep {
  return { layer: step.layer, source: step.source, before, after, validUntil: step.validUntil };
}

function resolveKey(key: EntitlementKey, context: Context): ResolvedEntitlement {
  const { first, later, until } = movesOf(key, context.facts, context.standing, context.now);
  let value = first.to(null);
  let deciding = first;
  const trace: TraceStep[] = [tookStep(first, null, value)];
  for (const move of later) {
    const after = move.to(value);
    trace.push(tookStep(move, value, after));
    // An override or a plan is the source even when it repeats the value; another layer only when it changes the value.
    if (after !== value || move.step.layer === "plan" || move.step.layer === "override") deciding = move;
    value = after;
  }
  const action = actionOf(key);
  const state = !ALLOWED_IN_STATE[context.standing.state][action];
  trace.push(...brakes(value, { state, block: !ALLOWED_WHEN_BLOCKED[action] }, context));
  const { author } = deciding;

  return {
    key,
    kind: kindOf(key),
    value,
    limit: isLimitKey(key) && (value === "unlimited" || typeof value === "number") ? value : null,
    source: { layer: deciding.step.layer, id: deciding.step.source.id, label: deciding.step.source.label },
    rationale: author?.reason ?? null,
    validUntil: isoOf(earliest(context.standingUntil, until)),
    trace,
    lastChanged: author ? { at: author.at.toISOString(), by: author.by } : null,
  };
}

function isComplete(
  found: Partial<Record<EntitlementKey, ResolvedEntitlement>>,
): found is Record<EntitlementKey, ResolvedEntitlement> {
  return ENTITLEMENT_KEYS.every((key) => found[key] !== undefined);
}

function resolveAll(context: Context): Record<EntitlementKey, ResolvedEntitlement> {
  const found: Partial<Record<EntitlementKey, ResolvedEntitlement>> = {};
  for (const key of ENTITLEMENT_KEYS) found[key] = resolveKey(key, context);
  if (!isComplete(found)) throw new Error("The resolver left an entitlement out");
  return found;
}

const STATE_NOTES = {
  free: [],
  trial: [],
  active: [],
  grace: [],
  cancel_scheduled: ["billing:cancel-scheduled"],
  growth_frozen: ["billing:growth-frozen"],
  suspended_read_only: ["billing:suspended"],
  ended: ["billing:subscription-missing"],
} as const satisfies Record<Standing["state"], readonly string[]>;

/** Whole days left of a trial or grace period, rounded up, and when that number next changes. */
function countdown({ state, until }: Standing, now: Date): { notes: string[]; until: number | null } {
  if ((state !== "grace" && state !== "trial") || until === null) return { notes: [], until: null };
  const days = Math.ceil((until.getTime() - now.getTime()) / DAY_MS);
  return { notes: [`billing:${state}:${days}`], until: until.getTime() - (days - 1) * DAY_MS };
}

/**
 * E1: resolves what an account may do at an instant. Pure and total; the order of rows is irrelevant. Layers: default,
 * plan version, add-ons, grants, override, account state, platform block.
 */
export function resolve(facts: Facts, now: Date): Snapshot {
  const standing = deriveStanding(facts, now);
  const standingUntil = nextStandingChange(facts, now);
  const { platformBlock } = facts;
  const block = platformBlock && isLive(platformBlock.since, platformBlock.until, now) ? platformBlock : null;
  const overSeats = facts.freezes.some(({ kind, since, until }) => kind === "over_seats" && isLive(since, until, now));
  const left = countdown(standing, now);
  const context: Context = { facts, now, standing, standingUntil, block };
  const people = facts.grants.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const plan: TraceStep = {
    layer: "plan",
    source: standing.source,
    before: null,
    after: true,
    validUntil: iso(standing.until),
  };
  const shut = !ALLOWED_IN_STATE[standing.state].growth;

  return {
    account: facts.account,
    plan: standing.plan,
    planVersion: standing.planVersion,
    commercialState: standing.state,
    stateCause: standing.cause,
    stateReason: standing.reason,
    stateUntil: iso(standing.until),
    graceUntil: iso(standing.graceUntil),
    overSeats,
    blocked: block
      ? { id: block.id, reason: block.reason, at: block.since.toISOString(), by: block.by, until: iso(block.until) }
      : null,
    entitlements: resolveAll(context),
    peopleWithGrants: [...new Set(people)].sort(),
    standing: [plan, ...brakes(true, { state: shut, block: true }, context)],
    countdownUntil: isoOf(left.until),
    validUntil: isoOf(earliest(earliest(standingUntil, left.until), nextBoundary(facts, now))),
    notes: [
      ...standing.alarms,
      ...left.notes,
      ...STATE_NOTES[standing.state],
      ...(overSeats ? ["billing:over-seats"] : []),
      ...(block ? ["billing:platform-block"] : []),
    ],
  };
}
