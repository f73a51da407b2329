import type { Ranked } from "@/lib/entitlements/freeze";

/**
 * The order that `frozen-items.ts` asks of the database (D9): what the owner chose comes first, the latest choice
 * foremost, then the newest; ids make it total.
 */
export function compareRank(one: Ranked, other: Ranked): number {
  const kept = (other.keptAt?.getTime() ?? -1) - (one.keptAt?.getTime() ?? -1);
  return kept || other.changedAt.getTime() - one.changedAt.getTime() || (one.id < other.id ? -1 : 1);
}
