import { limitDefinition } from "@/lib/entitlements/limits";
import type { Limit, LimitKey, Snapshot } from "@/lib/entitlements/types";

/** The highest alert of the limit that `used` has reached, in percent, or null. Without a finite limit there is none. */
export function alertReached(key: LimitKey, used: number, limit: Limit): number | null {
  if (limit === "unlimited" || limit === 0) return null;
  return limitDefinition(key).alerts.findLast((percent) => used * 100 >= limit * percent) ?? null;
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
