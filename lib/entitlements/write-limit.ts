import "server-only";
import type { Tx } from "@/lib/db";
import type { CountedKey } from "@/lib/entitlements/counters";
import type { VersionedSnapshot } from "@/lib/entitlements/load-facts";
import { enforcedLimit } from "@/lib/entitlements/thresholds";
import type { Snapshot } from "@/lib/entitlements/types";

// Records nothing: the ledger is its own record.

/** Null in the column means unlimited. */
function column(snapshot: Snapshot, key: CountedKey): bigint | null {
  const limit = enforcedLimit(snapshot, key);
  return limit === "unlimited" ? null : BigInt(limit);
}

/**
 * Writes the snapshot's limit into the counter row, which then enforces it. A row from newer facts keeps its limit, so
 * that a refusal cannot undo a purchase that commits at the same moment.
 */
export async function writeLimit(tx: Tx, resolved: VersionedSnapshot, key: CountedKey, period: Date): Promise<void> {
  const { snapshot, version } = resolved;
  const { validUntil } = snapshot.entitlements[key];
  const until = validUntil === null ? null : new Date(validUntil);
  await tx.$executeRaw`
    INSERT INTO "UsageCounter" ("accountId", "key", "periodStart", "limit", "limitValidUntil", "limitVersion")
    VALUES (${snapshot.account.id}::uuid, ${key}, ${period}, ${column(snapshot, key)}, ${until}, ${version})
    ON CONFLICT ("accountId", "key", "periodStart")
    DO UPDATE SET "limit" = EXCLUDED."limit", "limitValidUntil" = EXCLUDED."limitValidUntil",
                  "limitVersion" = EXCLUDED."limitVersion"
    WHERE "UsageCounter"."limitVersion" <= EXCLUDED."limitVersion"`;
}
