import "server-only";
import { now } from "@/lib/clock";
import { transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newKeyRow } from "@/lib/signing/signing-key";

// Records nothing: the product's keys are no account's.

/**
 * Replaces the key that signs checkpoints; what the former one signed goes on verifying. Errors: CONFLICT before the
 * first key, and for the second of two rotations at once.
 */
export async function rotateAuditKey(): Promise<{ keyId: string }> {
  const row = newKeyRow();
  await transaction(async (tx) => {
    const { count } = await tx.signingKey.updateMany({
      where: { purpose: "audit", retiredAt: null },
      data: { retiredAt: now() },
    });
    if (count === 0) {
      throw new AppError("CONFLICT", {
        message: "There is no key to rotate: it was rotated just now, or no checkpoint was signed yet.",
      });
    }
    await tx.signingKey.create({ data: row });
  });
  return { keyId: row.id };
}
