import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { COUNTED_KEYS, type CountedKey, periodOf, resetOf, type Usage } from "@/lib/entitlements/counters";
import { decideLimit } from "@/lib/entitlements/decide";
import { limitDefinition } from "@/lib/entitlements/limits";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { alertReached, ceilingOf } from "@/lib/entitlements/thresholds";
import {
  LIMIT_KEYS,
  type Limit,
  type LimitKey,
  type LimitKind,
  type PlanKey,
  type Snapshot,
  type Source,
  type TraceStep,
} from "@/lib/entitlements/types";

/** One limit of an account now. Whole units of the key; instants are ISO 8601. */
export type LimitUsage = {
  key: LimitKey;
  label: string;
  kind: LimitKind;
  unit: "count" | "bytes";
  /** "a month", "a minute"; empty for an allocated limit. */
  per: string;
  /** Null when nothing counts it. */
  used: number | null;
  reserved: number;
  limit: Limit;
  /** Where usage is refused, when that is above the limit: a soft limit's ceiling, a rate's burst. */
  ceiling: Limit | null;
  /** Percent of the limit at which it warns, ascending, and the highest one reached. */
  alerts: readonly number[];
  reached: number | null;
  resetsAt: string | null;
  source: Source;
  rationale: string | null;
  validUntil: string | null;
  trace: TraceStep[];
  /** The numbers as a sentence; null when the usage is unknown. */
  message: string | null;
};

/** Usage without a counter row is shown as unknown, never as zero. */
function isMeasured(key: LimitKey): key is CountedKey {
  return COUNTED_KEYS.some((counted) => counted === key) && limitDefinition(key).counter === "row";
}

async function readCounters(accountId: string, at: Date): Promise<Map<string, Usage>> {
  const rows = await db().usageCounter.findMany({
    where: { accountId, OR: COUNTED_KEYS.map((key) => ({ key, periodStart: periodOf(key, at) })) },
    select: { key: true, used: true, reserved: true },
  });
  return new Map(rows.map(({ key, used, reserved }) => [key, { used: Number(used), reserved: Number(reserved) }]));
}

function usageOfLimit(snapshot: Snapshot, key: LimitKey, counters: ReadonlyMap<string, Usage>, at: Date): LimitUsage {
  const { words, kind, unit, alerts } = limitDefinition(key);
  const { limit, source, rationale, validUntil, trace } = snapshot.entitlements[key];
  const counted = isMeasured(key) ? { key, ...(counters.get(key) ?? { used: 0, reserved: 0 }) } : null;
  const value = limit ?? 0;
  const ceiling = ceilingOf(key, value);
  const resetsAt = counted ? resetOf(counted.key, at) : null;
  const taken = counted ? counted.used + counted.reserved : 0;

  return {
    key,
    label: words.label,
    kind,
    unit,
    per: words.per.trim(),
    used: counted?.used ?? null,
    reserved: counted?.reserved ?? 0,
    limit: value,
    ceiling: ceiling === value ? null : ceiling,
    alerts,
    reached: counted ? alertReached(key, taken, value) : null,
    resetsAt: resetsAt?.toISOString() ?? null,
    source,
    rationale,
    validUntil,
    trace,
    message: counted ? decideLimit(snapshot, key, taken, 0, { resetsAt }).message : null,
  };
}

/** Lists every limit of the catalogue with its usage from the counters. Errors: FORBIDDEN. */
export async function listLimitUsage(ctx: AccountContext): Promise<LimitUsage[]> {
  authorize(ctx, "usage:read");
  const at = now();
  const [snapshot, counters] = await Promise.all([loadSnapshot(ctx.account.id), readCounters(ctx.account.id, at)]);
  return LIMIT_KEYS.map((key) => usageOfLimit(snapshot, key, counters, at));
}

/** A trial or contract of the account. `endsAt` null: open-ended. */
export type TermRow = {
  id: string;
  kind: "trial" | "contract";
  plan: PlanKey;
  seats: number | null;
  startsAt: string;
  endsAt: string | null;
  phase: "over" | "live" | "coming";
  reason: string;
};

/** Lists the account's trials and contracts, newest first, at most 50. Errors: FORBIDDEN. */
export async function listTerms(ctx: AccountContext): Promise<TermRow[]> {
  authorize(ctx, "billing:read");
  const at = now();
  const rows = await db().term.findMany({
    where: { accountId: ctx.account.id },
    orderBy: [{ startsAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  return rows.map(({ id, kind, plan, seats, startsAt, endsAt, reason }) => {
    const phase = startsAt > at ? "coming" : endsAt !== null && endsAt <= at ? "over" : "live";
    const dates = { startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null };
    return { id, kind, plan, seats, ...dates, phase, reason };
  });
}
