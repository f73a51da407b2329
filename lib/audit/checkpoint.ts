import canonicalize from "canonicalize";
import type { Prisma } from "@/generated/prisma/client";
import { isSignedBy, type SigningKey, signText } from "@/lib/signing/signing-key";

/** A signed statement that an account's chain had this hash at this event. */
export type Checkpoint = Prisma.AuditCheckpointGetPayload<object>;

/** The signed text: a line that names its kind, and the statement as canonical JSON. */
function textOf({ accountId, seq, hash, at, keyId }: Omit<Checkpoint, "signature">): string {
  const statement = canonicalize({ accountId, seq: String(seq), hash, at: at.toISOString(), keyId });
  return `packhouse audit checkpoint\n${statement}`;
}

export function signCheckpoint(key: SigningKey, of: Omit<Checkpoint, "signature" | "keyId">): Checkpoint {
  const statement = { ...of, keyId: key.id };
  return { ...statement, signature: signText(key, textOf(statement)) };
}

/** Whether one of our keys signed it. */
export function isOurs(checkpoint: Checkpoint, keys: ReadonlyMap<string, SigningKey>): boolean {
  const key = keys.get(checkpoint.keyId);
  return key !== undefined && isSignedBy(key, textOf(checkpoint), checkpoint.signature, checkpoint.at);
}
