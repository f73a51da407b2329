import type { ActionClass, LimitKey, LimitKind } from "@/lib/entitlements/types";

/** Storage is counted in decimal units, as disks and clouds sell it: 1 MB = 1,000,000 bytes. */
export const MB = 1_000_000;
export const GB = 1_000 * MB;
export const TB = 1_000 * GB;

/** Percent of the limit at which pages and decisions warn. */
const ALERTS = [50, 80, 90, 100] as const;

export type LimitWords = {
  /** Name of the row on a page. */
  label: string;
  one: string;
  many: string;
  /** Follows the number when the counter belongs to a window: "a month". */
  per: string;
  /** How to make room without paying; null when only time or another plan helps. */
  makeRoom: string | null;
  /** For a plan without any: what the thing would be, and what is possible without the plan. */
  without: { wouldBe: string; instead: string } | null;
};

/** A limit without counter, check, response and alerts does not compile. */
export type LimitDefinition = {
  kind: LimitKind;
  unit: "count" | "bytes";
  action: ActionClass;
  /** Where usage is counted: a row per period, or the bucket of a rate; `waits` names the rule that will count it. */
  counter: "row" | "bucket" | { waits: "E6" };
  /** How room is claimed before the operation: used at once, held until it is certain, or taken from the bucket. */
  check: "consume" | "reserve" | "take";
  response: "limit_reached" | "seat_limit" | "rate_limited";
  /** Percent of the limit, ascending. */
  alerts: readonly number[];
  words: LimitWords;
  /** A soft limit warns at 100 % and refuses at the ceiling; null means hard. */
  soft: { ceilingPercent: number } | null;
  /** Requests that may come at once, as a multiple of a minute's rate. */
  burst: number | null;
};

const stock = { kind: "allocated", unit: "count", action: "growth", soft: null, burst: null } as const;
const monthly = { kind: "metered", unit: "count", burst: null } as const;

export const LIMITS = {
  "packages.public": {
    ...stock,
    counter: "row",
    check: "consume",
    response: "limit_reached",
    alerts: ALERTS,
    words: {
      label: "Public packages",
      one: "public package",
      many: "public packages",
      per: "",
      makeRoom: "unpublish one you no longer need",
      without: null,
    },
  },
  "packages.private": {
    ...stock,
    counter: "row",
    check: "consume",
    response: "limit_reached",
    alerts: ALERTS,
    words: {
      label: "Private packages",
      one: "private package",
      many: "private packages",
      per: "",
      makeRoom: "unpublish one you no longer need",
      without: { wouldBe: "private", instead: "publish it as public" },
    },
  },
  seats: {
    ...stock,
    counter: "row",
    check: "reserve",
    response: "seat_limit",
    alerts: ALERTS,
    words: {
      label: "Seats",
      one: "seat",
      many: "seats",
      per: "",
      makeRoom: "revoke an invitation or remove a member",
      without: null,
    },
  },
  "storage.bytes": {
    ...stock,
    unit: "bytes",
    action: "write",
    counter: "row",
    check: "consume",
    response: "limit_reached",
    alerts: ALERTS,
    words: {
      label: "Storage",
      one: "of storage",
      many: "of storage",
      per: "",
      makeRoom: "unpublish versions you no longer need",
      without: null,
    },
  },
  api_keys: {
    ...stock,
    counter: "row",
    check: "consume",
    response: "limit_reached",
    alerts: ALERTS,
    words: {
      label: "Tokens",
      one: "token",
      many: "tokens",
      per: "",
      makeRoom: "revoke one you no longer need",
      without: null,
    },
  },
  publishes: {
    ...monthly,
    action: "write",
    soft: null,
    counter: "row",
    check: "consume",
    response: "limit_reached",
    alerts: ALERTS,
    words: { label: "Publishes", one: "publish", many: "publishes", per: " a month", makeRoom: null, without: null },
  },
  api_calls: {
    ...monthly,
    action: "read",
    soft: { ceilingPercent: 120 },
    counter: { waits: "E6" },
    check: "consume",
    response: "limit_reached",
    alerts: ALERTS,
    words: { label: "API calls", one: "API call", many: "API calls", per: " a month", makeRoom: null, without: null },
  },
  "rate.api": {
    kind: "rate",
    unit: "count",
    action: "read",
    soft: null,
    burst: 2,
    counter: "bucket",
    check: "take",
    response: "rate_limited",
    alerts: ALERTS,
    words: { label: "API rate", one: "request", many: "requests", per: " a minute", makeRoom: null, without: null },
  },
} as const satisfies Record<LimitKey, LimitDefinition>;

/** The limits whose room is claimed this way. */
export type KeyCheckedBy<Check extends LimitDefinition["check"]> = {
  [Key in LimitKey]: (typeof LIMITS)[Key]["check"] extends Check ? Key : never;
}[LimitKey];

export function limitDefinition(key: LimitKey): LimitDefinition {
  return LIMITS[key];
}

/** `rate.api` for calls without a token, per address. */
export const ANONYMOUS_API_CALLS_PER_MINUTE = 30;
