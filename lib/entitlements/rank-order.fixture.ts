import type { Ranked } from "@/lib/entitlements/freeze";

/**
 * The order of the query in `frozen-items.ts` (D9): the owner's choices first, the latest choice foremost, then the
 * newest; ids break ties.
 */
export function compareRank(one: Ranked, other: Ranked): number {
  const kept = (other.keptAt?.getTime() ?? -1) - (one.keptAt?.getTime() ?? -1);
  return kept || other.changedAt.getTime() - one.changedAt.getTime() || (one.id < other.id ? -1 : 1);
}
