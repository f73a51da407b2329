import "server-only";
import type { Tx } from "@/lib/db";
import { ALLOCATED_KEYS, type AllocatedKey, METERED_KEYS, type MeteredKey } from "@/lib/entitlements/types";
import { monthWindow } from "@/lib/entitlements/windows";

/** A limit that a counter row enforces; rates are counted elsewhere. */
export type CountedKey = AllocatedKey | MeteredKey;

export const COUNTED_KEYS: readonly CountedKey[] = [...ALLOCATED_KEYS, ...METERED_KEYS];

const FOR_EVER = new Date(0);

function isMetered(key: CountedKey): key is MeteredKey {
  return METERED_KEYS.some((metered) => metered === key);
}

/** The counter's period at an instant: the UTC month of a metered limit, one for ever for an allocated one. */
export function periodOf(key: CountedKey, at: Date): Date {
  return isMetered(key) ? monthWindow(at).start : FOR_EVER;
}

/** When the counter starts again at nothing; null for an allocated limit. */
export function resetOf(key: CountedKey, at: Date): Date | null {
  return isMetered(key) ? monthWindow(at).end : null;
}

export type Usage = { used: number; reserved: number };

/** What a counter stands at; a period that nothing was counted in stands at nothing. */
export async function usageOf(tx: Tx, accountId: string, key: CountedKey, period: Date): Promise<Usage> {
  const row = await tx.usageCounter.findUnique({
    where: { accountId_key_periodStart: { accountId, key, periodStart: period } },
  });
  return { used: Number(row?.used ?? 0), reserved: Number(row?.reserved ?? 0) };
}
