import "server-only";
import { db } from "@/lib/db";
import { newKeyRow, openKey, type SigningKey } from "@/lib/signing/signing-key";

// Records nothing: the product's keys are no account's.

/**
 * Returns the key that signs checkpoints, and makes it at the first start (D24). Of several that make it at once one
 * wins, and all return that one. Errors: an Error when it does not decrypt.
 */
export async function makeAuditKey(): Promise<SigningKey> {
  const signing = { purpose: "audit", retiredAt: null } as const;
  const known = await db().signingKey.findFirst({ where: signing });
  if (known) return openKey(known);
  await db().signingKey.createMany({ data: newKeyRow(), skipDuplicates: true });
  return openKey(await db().signingKey.findFirstOrThrow({ where: signing }));
}
