import "server-only";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import type { ReadTarball } from "@/lib/packages/npm/publish-document";
import { artifactStore } from "@/lib/packages/storage/artifacts";

// Records nothing: bytes by their digest; the version that needs them is recorded.

/**
 * Serializes storing and removing the bytes of one digest, so that a cleanup never removes what another publish uses.
 */
async function lockDigest(tx: Tx, sha512: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`artifact:${sha512}`}, 0))`;
}

/** Stores a staged tarball under its digest and records it, before the transaction commits. */
export async function keepArtifact(tx: Tx, { writer, staged }: ReadTarball): Promise<void> {
  await lockDigest(tx, staged.sha512);
  await tx.artifact.upsert({
    where: { sha512: staged.sha512 },
    create: { sha512: staged.sha512, size: staged.size, createdAt: now() },
    update: { removedAt: null },
  });
  await writer.promote();
}

/** Removes bytes that no committed row names: after a failed publish, and in the sweep. Returns whether it did. */
export async function dropOrphan(sha512: string): Promise<boolean> {
  return transaction(async (tx) => {
    await lockDigest(tx, sha512);
    if (await tx.artifact.findFirst({ where: { sha512, removedAt: null }, select: { sha512: true } })) return false;
    await artifactStore().remove(sha512);
    return true;
  });
}

/** Removes the bytes of an artifact that no version uses any more. Returns whether it did. */
export async function dropUnused(sha512: string): Promise<boolean> {
  return transaction(async (tx) => {
    await lockDigest(tx, sha512);
    if (await tx.packageVersion.findFirst({ where: { sha512, unpublishedAt: null }, select: { id: true } }))
      return false;
    await tx.artifact.updateMany({ where: { sha512, removedAt: null }, data: { removedAt: now() } });
    await artifactStore().remove(sha512);
    return true;
  });
}
