import "server-only";
import { type ChainEnd, GENESIS } from "@/lib/audit/chain";
import { isOurs, signCheckpoint } from "@/lib/audit/checkpoint";
import { readLastCheckpoint, readMovedHeads } from "@/lib/audit/read-chain";
import { type ChainReport, followChain } from "@/lib/audit/verify-chain";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { log } from "@/lib/logger";
import { makeAuditKey } from "@/lib/signing/make-audit-key";
import { readAuditKeys } from "@/lib/signing/queries";
import type { SigningKey } from "@/lib/signing/signing-key";

// Records nothing: a checkpoint is about the record.

/**
 * Signs the end of every chain that moved since its last checkpoint, after checking the events between; a chain with a
 * fault gets no signature, and the fault is logged at level error. Errors: an Error when the key does not decrypt.
 */
export async function writeCheckpoints(): Promise<void> {
  const key = await makeAuditKey();
  const keys = await readAuditKeys();
  for await (const accountId of readMovedHeads()) await writeCheckpoint(accountId, key, keys);
}

async function writeCheckpoint(accountId: string, key: SigningKey, keys: ReadonlyMap<string, SigningKey>) {
  const signed = await readLastCheckpoint(accountId);
  const { end, fault } =
    signed && !isOurs(signed, keys)
      ? { end: null, fault: { seq: String(signed.seq), fault: "signature" } satisfies ChainReport["fault"] }
      : await followChain(accountId, signed ?? { seq: 0n, hash: GENESIS });

  if (fault) log().error({ accountId, ...fault }, "an audit log is not what was written");
  else if (end && end.seq > (signed?.seq ?? 0n)) await store(accountId, end, key);
}

/** Two workers may sign the same end: the first one stays. */
async function store(accountId: string, { seq, hash }: ChainEnd, key: SigningKey): Promise<void> {
  const checkpoint = signCheckpoint(key, { accountId, seq, hash, at: now() });
  await db().auditCheckpoint.createMany({ data: checkpoint, skipDuplicates: true });
}
