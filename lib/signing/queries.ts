import "server-only";
import { db } from "@/lib/db";
import { openKey, type SigningKey } from "@/lib/signing/signing-key";

/** Reads all keys of the audit log, also retired ones, by id. Errors: an Error when one does not decrypt. */
export async function readAuditKeys(): Promise<ReadonlyMap<string, SigningKey>> {
  const rows = await db().signingKey.findMany({ where: { purpose: "audit" } });
  return new Map(rows.map((row) => [row.id, openKey(row)]));
}
