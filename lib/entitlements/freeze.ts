import type { AllocatedKey, Limit } from "@/lib/entitlements/types";

/** Items beyond these limits become read-only when the limit falls (B5). Seats have their own rules (T5). */
export const FREEZABLE_KEYS = ["packages.public", "packages.private", "api_keys"] as const satisfies AllocatedKey[];
export type FreezableKey = (typeof FREEZABLE_KEYS)[number];

/** `changedAt`: when the package was last published or the key created. */
export type Ranked = { id: string; keptAt: Date | null; changedAt: Date };

/** Whether the item at this position, counted from 0, stays writable. */
export function isWithin(rank: number, limit: Limit): boolean {
  return limit === "unlimited" || rank < limit;
}
