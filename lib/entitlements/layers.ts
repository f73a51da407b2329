import { defaultValue, planDefinition } from "@/lib/entitlements/catalogue";
import type { Standing } from "@/lib/entitlements/commercial-state";
import { ADD_ONS } from "@/lib/entitlements/plans";
import type {
  AddOnFact,
  EntitlementKey,
  EntitlementValue,
  Facts,
  GrantFact,
  Limit,
  OverrideFact,
  TraceStep,
} from "@/lib/entitlements/types";

/** A layer's effect on one entitlement: how it moves the value, for how long, and by whom. */
export type Move = {
  step: Pick<TraceStep, "layer" | "source" | "validUntil">;
  to: (value: EntitlementValue | null) => EntitlementValue;
  author: { at: Date; by: string; reason: string } | null;
};

type Span = readonly [start: Date, end: Date | null];

/** Half-open: live at its start, over at its end. */
export function isLive(start: Date, end: Date | null, now: Date): boolean {
  return start <= now && (end === null || now < end);
}

export function earliest(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other);
}

/** The next instant at which one of the intervals begins or ends. */
function nextOf(intervals: readonly Span[], now: Date): number | null {
  let next: number | null = null;
  for (const [start, end] of intervals) {
    if (end !== null && end <= start) continue;
    if (start > now) next = earliest(next, start.getTime());
    else if (end !== null && end > now) next = earliest(next, end.getTime());
  }
  return next;
}

function grantInterval({ startsAt, expiresAt, revokedAt }: GrantFact): Span {
  if (expiresAt === null || revokedAt === null) return [startsAt, expiresAt ?? revokedAt];
  return [startsAt, expiresAt < revokedAt ? expiresAt : revokedAt];
}
const addOnInterval = (addOn: AddOnFact): Span => [addOn.startsAt, addOn.endsAt];
const overrideInterval = (override: OverrideFact): Span => [override.at, override.expiresAt];

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The moves of the facts that are live, oldest first; ids make the order total. */
function liveMoves<F extends { id: string }>(
  facts: readonly F[],
  intervalOf: (fact: F) => Span,
  moveOf: (fact: F) => Move,
  now: Date,
): Move[] {
  const live = facts.filter((fact) => isLive(...intervalOf(fact), now));
  const startOf = (fact: F) => intervalOf(fact)[0].getTime();
  return live.sort((one, other) => startOf(one) - startOf(other) || (one.id < other.id ? -1 : 1)).map(moveOf);
}

/** Never lowers: a negative amount counts as zero, and unlimited absorbs every number. */
function add(value: EntitlementValue | null, amount: Limit): EntitlementValue {
  if (value === "unlimited" || amount === "unlimited") return "unlimited";
  return typeof value === "number" ? value + Math.max(0, amount) : (value ?? 0);
}

function addOnMove(addOn: AddOnFact): Move {
  const { amount, label } = ADD_ONS[addOn.key];
  const source = { id: `add_on:${addOn.id}`, label: `${label} x ${addOn.quantity}` };
  const step = { layer: "add_on", source, validUntil: iso(addOn.endsAt) } as const;
  return { step, to: (value) => add(value, amount * addOn.quantity), author: null };
}

function grantMove(grant: GrantFact): Move {
  const [, end] = grantInterval(grant);
  const source = { id: `grant:${grant.id}`, label: `${grant.kind} grant` };
  const to = "amount" in grant ? (value: EntitlementValue | null) => add(value, grant.amount) : () => true;
  return { step: { layer: "grant", source, validUntil: iso(end) }, to, author: grant };
}

function overrideMove(override: OverrideFact): Move {
  const source = { id: `override:${override.id}`, label: "set by staff" };
  const step = { layer: "override", source, validUntil: iso(override.expiresAt) } as const;
  return { step, to: () => override.value, author: override };
}

function sellsAddOn(addOn: AddOnFact, standing: Standing): boolean {
  return ADD_ONS[addOn.key].plans.some((plan) => plan === standing.plan);
}

const isFor = (grant: GrantFact, facts: Facts): boolean => grant.personId === null || grant.personId === facts.personId;

/** The moves that affect `key` now, in the order of E1, and when that list next changes. */
export function movesOf(
  key: EntitlementKey,
  facts: Facts,
  standing: Standing,
  now: Date,
): { first: Move; later: Move[]; until: number | null } {
  const plan = planDefinition(standing.plan, standing.planVersion);
  const sold = key === "seats" && plan.seats === "sold" ? standing.seats : null;
  const base = sold ?? plan.values[key];
  const addOns = facts.addOns.filter((addOn) => ADD_ONS[addOn.key].entitlement === key && sellsAddOn(addOn, standing));
  const grants = facts.grants.filter((grant) => grant.key === key && isFor(grant, facts));
  const overrides = facts.overrides.filter((override) => override.key === key);
  const step = { layer: "plan", source: standing.source, validUntil: iso(standing.until) } as const;
  const later: Move[] = [
    { step, to: () => base, author: null },
    ...liveMoves(addOns, addOnInterval, addOnMove, now),
    ...liveMoves(grants, grantInterval, grantMove, now),
    ...liveMoves(overrides, overrideInterval, overrideMove, now),
  ];
  const first: Move = {
    step: { layer: "default", source: { id: "default", label: "before any plan" }, validUntil: null },
    to: () => defaultValue(key),
    author: null,
  };
  const intervals = [...addOns.map(addOnInterval), ...grants.map(grantInterval), ...overrides.map(overrideInterval)];

  return { first, later, until: nextOf(intervals, now) };
}

/** The next instant at which an add-on, a grant that counts here, or an override begins or ends. */
export function nextBoundary(facts: Facts, now: Date): number | null {
  const grants = facts.grants.filter((grant) => isFor(grant, facts));
  return nextOf(
    [...facts.addOns.map(addOnInterval), ...grants.map(grantInterval), ...facts.overrides.map(overrideInterval)],
    now,
  );
}
