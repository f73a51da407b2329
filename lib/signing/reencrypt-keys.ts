import "server-only";
import { db } from "@/lib/db";
import { decryptSecret, encryptSecret, isEncryptedWithCurrentKey } from "@/lib/secrets";
import { secretPurpose } from "@/lib/signing/signing-key";

// Records nothing: the product's keys are no account's.

/**
 * Encrypts with `SECRETS_KEY` what `SECRETS_KEY_PREVIOUS` encrypted, so that the latter can be taken away. Safe to
 * repeat. Returns how many were encrypted anew. Errors: an Error when one does not decrypt.
 */
export async function reencryptKeys(): Promise<number> {
  const rows = await db().signingKey.findMany({ select: { id: true, privateKey: true } });
  const old = rows.filter(({ privateKey }) => !isEncryptedWithCurrentKey(privateKey));
  for (const { id, privateKey } of old) {
    const plain = decryptSecret(privateKey, secretPurpose(id));
    const sealed = encryptSecret(plain, secretPurpose(id));
    await db().signingKey.updateMany({ where: { id, privateKey }, data: { privateKey: sealed } });
  }
  return old.length;
}
