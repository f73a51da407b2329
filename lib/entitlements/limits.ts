import type { ActionClass, LimitKey, LimitKind } from "@/lib/entitlements/types";
import type { WindowLength } from "@/lib/entitlements/windows";

/** Storage is counted in decimal units, as disks and clouds sell it: 1 MB = 1,000,000 bytes. */
export const MB = 1_000_000;
export const GB = 1_000 * MB;
export const TB = 1_000 * GB;

/** What is counted, in words of the database; the ledger keeps one counter for each. */
export type CounterKey =
  | "public_packages"
  | "private_packages"
  | "seats"
  | "stored_bytes"
  | "keys"
  | "publishes"
  | "api_calls"
  | "api_requests";

/** Percent of the limit; each is told once per window (E6). */
export const ALERT_THRESHOLDS = [50, 80, 90, 100] as const;

export type LimitWords = {
  /** Name of the row on a page. */
  label: string;
  one: string;
  many: string;
  /** Said after the number when the counter belongs to a window: "a month". */
  per: string;
  /** How to make room without paying; null where only time or a plan does. */
  makeRoom: string | null;
  /** For a plan with none at all: what the thing would be, and what can be done without the plan. */
  without: { wouldBe: string; instead: string } | null;
};

/** A limit without counter, check, response and alerts does not compile. */
export type LimitDefinition = {
  kind: LimitKind;
  unit: "count" | "bytes";
  action: ActionClass;
  counter: CounterKey;
  /** How room is claimed before the operation runs. */
  check: "consume" | "reserve" | "sliding_window";
  response: "limit_reached" | "seat_limit" | "rate_limited";
  alerts: typeof ALERT_THRESHOLDS;
  words: LimitWords;
  window: WindowLength | null;
  /** A soft limit is told at 100 % and refused at the ceiling; null is hard. */
  soft: { ceilingPercent: number } | null;
  /** Requests that may come at once, as a multiple of a minute's rate. */
  burst: number | null;
};

const stock = { kind: "allocated", unit: "count", action: "growth", window: null, soft: null, burst: null } as const;
const monthly = { kind: "metered", unit: "count", window: "month", burst: null } as const;

export const LIMITS = {
  "packages.public": {
    ...stock,
    counter: "public_packages",
    check: "consume",
    response: "limit_reached",
    alerts: ALERT_THRESHOLDS,
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
    counter: "private_packages",
    check: "consume",
    response: "limit_reached",
    alerts: ALERT_THRESHOLDS,
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
    counter: "seats",
    check: "reserve",
    response: "seat_limit",
    alerts: ALERT_THRESHOLDS,
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
    counter: "stored_bytes",
    check: "reserve",
    response: "limit_reached",
    alerts: ALERT_THRESHOLDS,
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
    counter: "keys",
    check: "consume",
    response: "limit_reached",
    alerts: ALERT_THRESHOLDS,
    words: {
      label: "API keys",
      one: "API key",
      many: "API keys",
      per: "",
      makeRoom: "revoke one you no longer need",
      without: null,
    },
  },
  publishes: {
    ...monthly,
    action: "write",
    soft: null,
    counter: "publishes",
    check: "consume",
    response: "limit_reached",
    alerts: ALERT_THRESHOLDS,
    words: { label: "Publishes", one: "publish", many: "publishes", per: " a month", makeRoom: null, without: null },
  },
  api_calls: {
    ...monthly,
    action: "read",
    soft: { ceilingPercent: 120 },
    counter: "api_calls",
    check: "consume",
    response: "limit_reached",
    alerts: ALERT_THRESHOLDS,
    words: { label: "API calls", one: "API call", many: "API calls", per: " a month", makeRoom: null, without: null },
  },
  "rate.api": {
    kind: "rate",
    unit: "count",
    action: "read",
    window: "minute",
    soft: null,
    burst: 2,
    counter: "api_requests",
    check: "sliding_window",
    response: "rate_limited",
    alerts: ALERT_THRESHOLDS,
    words: { label: "API rate", one: "request", many: "requests", per: " a minute", makeRoom: null, without: null },
  },
} as const satisfies Record<LimitKey, LimitDefinition>;

export function limitDefinition(key: LimitKey): LimitDefinition {
  return LIMITS[key];
}

/** `rate.api` for calls without a token, for each address. */
export const ANONYMOUS_API_CALLS_PER_MINUTE = 30;
