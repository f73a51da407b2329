import "server-only";
import type { Tx } from "@/lib/db";
import type { LockedPackage } from "@/lib/packages/publish/types";

/**
 * Locks a package until the end of the transaction, so that writes to its versions and tags follow each other. Null for
 * an unknown name. A package whose last version was unpublished is `removed`.
 */
export async function lockPackage(tx: Tx, name: string): Promise<LockedPackage | null> {
  const [row] = await tx.$queryRaw<LockedPackage[]>`
    SELECT "id", "accountId", "name", "kind"::text, "visibility"::text, "latest", "revision",
           "removedAt" IS NOT NULL AS "removed"
      FROM "Package" WHERE "name" = ${name} FOR NO KEY UPDATE`;
  return row ?? null;
}
