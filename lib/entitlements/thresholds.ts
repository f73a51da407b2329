import { limitDefinition } from "@/lib/entitlements/limits";
import type { Limit, LimitKey, Snapshot } from "@/lib/entitlements/types";

/** The highest alert of the limit that `used` has reached, in percent; null for none, and for unlimited. */
export function alertReached(key: LimitKey, used: number, limit: Limit): number | null {
  if (limit === "unlimited" || limit === 0) return null;
  return limitDefinition(key).alerts.findLast((percent) => used * 100 >= limit * percent) ?? null;
}

/** Where usage is refused, in whole units: the limit, the ceiling of a soft limit, or the burst of a rate. */
export function ceilingOf(key: LimitKey, limit: Limit): Limit {
  if (limit === "unlimited") return limit;
  const { soft, burst } = limitDefinition(key);
  return soft ? Math.floor((limit * soft.ceilingPercent) / 100) : limit * (burst ?? 1);
}

/** The number that a counter row enforces: the ceiling of the account's present limit. */
export function enforcedLimit(snapshot: Snapshot, key: LimitKey): Limit {
  const { limit } = snapshot.entitlements[key];
  return limit === null ? 0 : ceilingOf(key, limit);
}
