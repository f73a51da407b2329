import type { AllocatedKey, Limit } from "@/lib/entitlements/types";

/** Limits whose excess becomes read-only when the limit falls below it (B5). Seats have rules of their own (T5). */
export const FREEZABLE_KEYS = ["packages.public", "packages.private", "api_keys"] as const satisfies AllocatedKey[];
export type FreezableKey = (typeof FREEZABLE_KEYS)[number];

/** `changedAt`: when a package was last published, or a key made. */
export type Ranked = { id: string; keptAt: Date | null; changedAt: Date };

/** Whether the item at this place of the order, counted from 0, stays writable. */
export function isWithin(rank: number, limit: Limit): boolean {
  return limit === "unlimited" || rank < limit;
}
