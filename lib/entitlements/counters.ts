import "server-only";
import type { Tx } from "@/lib/db";
import { type KeyCheckedBy, limitDefinition } from "@/lib/entitlements/limits";
import { LIMIT_KEYS, type LimitKey } from "@/lib/entitlements/types";
import { monthWindow } from "@/lib/entitlements/windows";

/** A limit that a counter row enforces; a rate's bucket is elsewhere. */
export type CountedKey = KeyCheckedBy<"consume" | "reserve">;

function isCounted(key: LimitKey): key is CountedKey {
  return limitDefinition(key).check !== "take";
}

export const COUNTED_KEYS: readonly CountedKey[] = LIMIT_KEYS.filter(isCounted);

const FOR_EVER = new Date(0);

function isMetered(key: CountedKey): boolean {
  return limitDefinition(key).kind === "metered";
}

/** The counter's period at an instant: the UTC month of a metered limit, one endless period for an allocated one. */
export function periodOf(key: CountedKey, at: Date): Date {
  return isMetered(key) ? monthWindow(at).start : FOR_EVER;
}

/** When the counter restarts at zero; null for an allocated limit. */
export function resetOf(key: CountedKey, at: Date): Date | null {
  return isMetered(key) ? monthWindow(at).end : null;
}

export type Usage = { used: number; reserved: number };

/** Reads a counter; a period without a row is zero. */
export async function usageOf(tx: Tx, accountId: string, key: CountedKey, period: Date): Promise<Usage> {
  const row = await tx.usageCounter.findUnique({
    where: { accountId_key_periodStart: { accountId, key, periodStart: period } },
  });
  return { used: Number(row?.used ?? 0), reserved: Number(row?.reserved ?? 0) };
}
