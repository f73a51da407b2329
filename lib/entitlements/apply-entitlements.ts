import "server-only";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { COUNTED_KEYS, periodOf } from "@/lib/entitlements/counters";
import { loadVersionedSnapshot } from "@/lib/entitlements/load-facts";
import { writeLimit } from "@/lib/entitlements/write-limit";

// Records nothing: a step of what changes a plan.

/**
 * Copies an account's facts into the rows that enforce them: bumps the version that caches use as key and rewrites each
 * counter's limit. Every verb that changes a fact the resolver reads calls it in its transaction.
 */
export async function applyEntitlements(tx: Tx, accountId: string): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { entVersion: { increment: 1 } } });
  const resolved = await loadVersionedSnapshot(accountId, tx);
  const at = now();
  for (const key of [...COUNTED_KEYS].sort()) await writeLimit(tx, resolved, key, periodOf(key, at));
}
