import { reencryptKeys } from "@/lib/signing/reencrypt-keys";
import { rotateAuditKey } from "@/lib/signing/rotate-audit-key";
import { type Answer, type Input, UsageError } from "@/ops/command";

/** Makes a new key of a purpose; the former one goes on verifying. */
export async function rotate({ first: purpose }: Input): Promise<Answer> {
  if (purpose !== "audit") throw new UsageError("Name the purpose of the key: audit.");
  const { keyId } = await rotateAuditKey();
  return { rows: [{ purpose, key: keyId }], data: { purpose, keyId } };
}

export async function reencrypt(): Promise<Answer> {
  const encrypted = await reencryptKeys();
  return { rows: [{ keys: String(encrypted) }], data: { encrypted } };
}
