import type { AllocatedKey, Limit } from "@/lib/entitlements/types";

/** Limits whose excess becomes read-only when the limit falls below it (B5). Seats have rules of their own (T5). */
export const FREEZABLE_KEYS = ["packages.public", "packages.private", "api_keys"] as const satisfies AllocatedKey[];
export type FreezableKey = (typeof FREEZABLE_KEYS)[number];

/** `changedAt`: when a package was last published, or a key made. */
export type Ranked = { id: string; keptAt: Date | null; changedAt: Date };

/**
 * D9: what the owner chose comes first, the latest choice foremost, then the newest; ids make it total.
 * The queries order by the same words, so that nothing has to be stored for an item to be frozen or restored.
 */
export function compareRank(one: Ranked, other: Ranked): number {
  const kept = (other.keptAt?.getTime() ?? -1) - (one.keptAt?.getTime() ?? -1);
  return kept || other.changedAt.getTime() - one.changedAt.getTime() || (one.id < other.id ? -1 : 1);
}

/** Whether the item at this place of the order, counted from 0, stays writable. */
export function isWithin(rank: number, limit: Limit): boolean {
  return limit === "unlimited" || rank < limit;
}
