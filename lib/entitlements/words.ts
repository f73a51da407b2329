import { rolesWith } from "@/lib/access/permissions";
import { personWith } from "@/lib/access/roles";
import { isFeatureKey, isLimitKey, labelOf } from "@/lib/entitlements/catalogue";
import { FEATURES } from "@/lib/entitlements/features";
import { formatAllowance, formatAmount, formatValue } from "@/lib/entitlements/format";
import { LIMITS } from "@/lib/entitlements/limits";
import { ADD_ONS, type PlanDefinition } from "@/lib/entitlements/plans";
import type {
  DecisionCode,
  EntitlementKey,
  Limit,
  LimitKey,
  NextStep,
  Snapshot,
  Source,
} from "@/lib/entitlements/types";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { capitalized } from "@/lib/text";
import { formatDay } from "@/lib/time";

/** The data of a sentence. `limit` is null when the question was not about a number. */
export type Telling = {
  snapshot: Snapshot;
  planName: string;
  key: EntitlementKey | null;
  limit: { key: LimitKey; value: Limit; ceiling: Limit } | null;
  used: number;
  requested: number;
  /** The object of the action, e.g. a package's name. */
  subject: string | null;
  source: Source;
  rationale: string | null;
  offer: PlanDefinition | null;
  remedy: NextStep;
  nextStep: NextStep;
  resetsAt: string | null;
};

const name = ({ snapshot }: Telling): string => `@${snapshot.account.handle}`;
const reason = (text: string | null): string => (text ? ` Reason given: ${text.replace(/[.\s]+$/, "")}.` : "");

function phrase({ key }: Telling): string {
  if (key === null) return "this";
  return isFeatureKey(key) ? FEATURES[key].phrase : isLimitKey(key) ? LIMITS[key].words.many : labelOf(key);
}

const ADVICE: Record<NextStep, (telling: Telling) => string> = {
  none: () => "go on",
  upgrade: ({ offer }) => `upgrade to ${offer?.name ?? "another plan"}`,
  contact_sales: ({ offer }) => `contact ${REGISTRY_ADMINISTRATOR} about ${offer?.name ?? "another plan"}`,
  create_organization: ({ offer }) => `create an organization on ${offer?.name ?? "another plan"}`,
  start_subscription: () => "choose a plan",
  add_seat: () => "add a seat",
  choose_seats: () => "add seats or remove members",
  add_storage: () => `add ${ADD_ONS.storage_100gb.label}`,
  free_space: ({ limit }) => (limit && LIMITS[limit.key].words.makeRoom) ?? "remove what is no longer needed",
  fix_payment: () => "pay the open invoice",
  ask_owner: () => "ask an owner",
  wait: ({ resetsAt }) => (resetsAt ? `wait until ${formatDay(resetsAt)} (UTC)` : "wait a moment and try again"),
  request_approval: () => "wait for an approval",
  change_policy: () => "ask an owner to change the policy",
  contact_support: () => "contact support",
  retry: () => "try again in a minute",
};

/** Imperative, lower case, no full stop: used alone or after "ask an owner to". */
function whatToDo(telling: Telling): string {
  const lifting = ADVICE[telling.remedy](telling);
  return telling.nextStep === "ask_owner"
    ? `ask ${personWith(rolesWith("billing:write"))} of ${name(telling)} to ${lifting}`
    : lifting;
}

function allowance(telling: Telling, limit: NonNullable<Telling["limit"]>): string {
  const amount = formatAllowance(limit.key, limit.value);
  const { layer } = telling.source;
  if (layer === "override") return `${name(telling)} is limited by staff to ${amount}`;
  if (limit.key === "seats") return `${name(telling)} has ${amount}`;
  return layer === "plan" ? `${telling.planName} includes ${amount}` : `${name(telling)} may have ${amount}`;
}

/**
 * " and all 100 are used", "; 98 MB is used and this needs 5 MB more". Starts with the text that joins it to the
 * allowance.
 */
function usage({ used, requested }: Telling, { key, value, ceiling }: NonNullable<Telling["limit"]>): string {
  const amount = formatAmount(key, used);
  const taken = `${amount} ${LIMITS[key].unit === "bytes" || used === 1 ? "is" : "are"} used`;
  const most = ceiling === value || ceiling === "unlimited" ? "" : `, of at most ${formatAmount(key, ceiling)}`;
  if (requested > 1 && used > 0) return `; ${taken}${most} and this needs ${formatAmount(key, requested)} more`;
  if (requested > 1) return `; this needs ${formatAmount(key, requested)}`;
  if (value === 0) return "";
  if (used !== value) return ` and ${taken}${most}`;
  return value === 1 ? " and it is used" : value === 2 ? " and both are used" : ` and all ${taken}`;
}

function atLimit(telling: Telling): string {
  const { limit, resetsAt, remedy, requested } = telling;
  if (limit === null) return `${telling.planName} has no more room. ${capitalized(whatToDo(telling))}.`;
  const { makeRoom, per } = LIMITS[limit.key].words;
  const back = per && resetsAt && remedy !== "wait" ? ` The count starts again on ${formatDay(resetsAt)} (UTC).` : "";
  const fits = limit.ceiling === "unlimited" || requested <= limit.ceiling;
  const clearing = makeRoom && fits && remedy !== "free_space";
  const way = clearing ? `${capitalized(makeRoom)}, or ${whatToDo(telling)}` : capitalized(whatToDo(telling));
  return `${allowance(telling, limit)}${usage(telling, limit)}.${reason(telling.rationale)}${back} ${way}.`;
}

function withNone(telling: Telling): string {
  const without = telling.limit ? LIMITS[telling.limit.key].words.without : null;
  const would = without && telling.subject ? `: ${telling.subject} would be ${without.wouldBe}` : "";
  const gain = without && telling.subject ? " to publish it" : "";
  const instead = without && telling.subject ? `, or ${without.instead}` : "";
  return `${telling.planName} includes no ${phrase(telling)}${would}. ${capitalized(whatToDo(telling))}${gain}${instead}.`;
}

function room(telling: Telling): string {
  const { limit, used } = telling;
  if (limit === null)
    return telling.key ? `${telling.planName} includes ${phrase(telling)}.` : `${name(telling)} may do this.`;
  if (limit.value === "unlimited") return `${allowance(telling, limit)}.`;
  return `${allowance(telling, limit)}; ${formatAmount(limit.key, used)} used.`;
}

function included(telling: Telling): string {
  const { key, limit, source, snapshot } = telling;
  if (key === null || limit) return room(telling);
  if (!isFeatureKey(key)) return `${labelOf(key)}: ${formatValue(key, snapshot.entitlements[key].value)}.`;
  const given = source.layer === "grant" || source.layer === "override";
  return given ? `${name(telling)} was given ${phrase(telling)}.` : `${telling.planName} includes ${phrase(telling)}.`;
}

/** Explains an item that a smaller plan made read-only: which, why, and how it becomes writable again. */
function frozen(telling: Telling): string {
  const { limit, used, subject, planName } = telling;
  const item = capitalized(subject ?? "this");
  const rest = `${reason(telling.rationale)} ${capitalized(whatToDo(telling))}.`;
  if (limit === null) return `${item} is read-only.${rest}`;
  const { many, makeRoom } = LIMITS[limit.key].words;
  if (limit.value === 0) return `${item} is read-only: ${planName} includes no ${many}.${rest}`;
  const choose = `choose on the billing page which ${many} stay writable`;
  const ways = telling.remedy === "free_space" ? [choose] : [choose, whatToDo(telling)];
  const last = ways.pop() ?? choose;
  const way = `${capitalized([makeRoom ?? "remove one", ...ways].join(", "))}, or ${last}`;
  const why = `${allowance(telling, limit)} and ${formatAmount(limit.key, used)} are used`;
  return `${item} is read-only: ${why}.${reason(telling.rationale)} ${way}.`;
}

const SENTENCES: Record<DecisionCode, (telling: Telling) => string> = {
  ok: included,
  soft_limit_exceeded: (telling) => {
    const { limit, used, requested } = telling;
    if (limit === null || limit.ceiling === "unlimited") return room(telling);
    const counted = formatAmount(limit.key, used + requested);
    const stop = `${LIMITS[limit.key].words.many} stop at ${formatAmount(limit.key, limit.ceiling)}`;
    return `${allowance(telling, limit)} and ${counted} are used; ${stop}. ${capitalized(whatToDo(telling))}.`;
  },
  feature_not_in_plan: (telling) =>
    `${telling.planName} does not include ${phrase(telling)}. ${telling.offer ? `${capitalized(whatToDo(telling))} to use it.` : "No plan for this kind of account does."}`,
  feature_turned_off: (telling) =>
    `${capitalized(phrase(telling))} is turned off for ${name(telling)} by staff.${reason(telling.rationale)} ${capitalized(whatToDo(telling))}.`,
  none_in_plan: withNone,
  limit_reached: atLimit,
  frozen_by_plan: frozen,
  seat_limit: (telling) => {
    if (telling.remedy === "create_organization")
      return `${telling.planName} is for one person. ${capitalized(whatToDo(telling))} to work with others.`;
    const { limit } = telling;
    const seats = limit ? formatAllowance("seats", limit.value) : "The seats";
    const all = limit?.value === 1 ? "The only seat" : `All ${seats}`;
    return telling.used === limit?.value
      ? `${all} of ${name(telling)} ${limit.value === 1 ? "is" : "are"} used or reserved.${reason(telling.rationale)} ${capitalized(whatToDo(telling))}.`
      : atLimit(telling);
  },
  rate_limited: (telling) => {
    const allowed = telling.limit ? allowance(telling, telling.limit) : telling.planName;
    return `Too many requests: ${allowed}. Wait a moment and try again.`;
  },
  no_subscription: (telling) =>
    `${name(telling)} has no subscription and is read-only; installs and export keep working. ${capitalized(whatToDo(telling))} to publish and invite again.`,
  growth_frozen: (telling) =>
    `A payment for ${name(telling)} has been due for a week: nothing new can be added${until(telling)}. ${capitalized(whatToDo(telling))} to lift this at once.`,
  over_seats: (telling) =>
    `${name(telling)} has more members than seats: nobody is removed, and nothing new can be added. ${capitalized(whatToDo(telling))}.`,
  suspended_read_only: (telling) =>
    `A payment for ${name(telling)} has been due for two weeks: it is read-only, and installs and export keep working. ${capitalized(whatToDo(telling))} to restore everything.`,
  suspended_by_staff: (telling) =>
    `${name(telling)} was made read-only by staff; installs and export keep working.${reason(telling.snapshot.stateReason)} ${capitalized(whatToDo(telling))}.`,
  platform_block: (telling) =>
    `${name(telling)} is blocked on this registry; billing and export keep working.${reason(telling.snapshot.blocked?.reason ?? null)} ${capitalized(whatToDo(telling))}.`,
  policy_denied: (telling) =>
    `A policy of ${name(telling)} does not allow this: ${telling.source.label}.${reason(telling.rationale)} ${capitalized(whatToDo(telling))}.`,
  approval_required: (telling) =>
    `A policy of ${name(telling)} asks for an approval first: ${telling.source.label}. It continues after approval.`,
  unknown_key: () => "The plan catalogue does not know this entitlement, so the request was refused. Contact support.",
  entitlement_unavailable: () => UNAVAILABLE_SENTENCE,
};

export const UNAVAILABLE_SENTENCE =
  "We cannot check this account's plan right now, so nothing was changed. Try again in a minute.";

function until({ snapshot }: Telling): string {
  return snapshot.stateUntil ? `, and from ${formatDay(snapshot.stateUntil)} it becomes read-only` : "";
}

/** The sentence for a person, an API client or npm. Never empty; its numbers come from the decision. */
export function sentenceFor(code: DecisionCode, telling: Telling): string {
  return SENTENCES[code](telling);
}
