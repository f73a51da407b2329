import { ALERT_THRESHOLDS, limitDefinition } from "@/lib/entitlements/limits";
import type { Limit, LimitKey, Snapshot } from "@/lib/entitlements/types";

/** The highest alert threshold that `used` has reached, or null. Without a finite limit there is none. */
export function thresholdReached(used: number, limit: Limit): number | null {
  if (limit === "unlimited" || limit === 0) return null;
  return ALERT_THRESHOLDS.findLast((percent) => used * 100 >= limit * percent) ?? null;
}

/** Thresholds that a step from `before` to `after` crosses, lowest first: each is told once per window. */
export function thresholdsCrossed(before: number, after: number, limit: Limit): number[] {
  if (limit === "unlimited" || limit === 0) return [];
  return ALERT_THRESHOLDS.filter((percent) => before * 100 < limit * percent && after * 100 >= limit * percent);
}

/** Where use is refused: the limit itself, or the ceiling of a soft one, or the burst of a rate. Whole units. */
export function ceilingOf(key: LimitKey, limit: Limit): Limit {
  if (limit === "unlimited") return limit;
  const { soft, burst } = limitDefinition(key);
  return soft ? Math.floor((limit * soft.ceilingPercent) / 100) : limit * (burst ?? 1);
}

/** The number that a counter row enforces: the ceiling of what the account may use at present. */
export function enforcedLimit(snapshot: Snapshot, key: LimitKey): Limit {
  const { limit } = snapshot.entitlements[key];
  return limit === null ? 0 : ceilingOf(key, limit);
}
