import "server-only";
import { now, realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { artifactStore } from "@/lib/packages/storage/artifacts";
import { dropOrphan, dropUnused } from "@/lib/packages/storage/keep-artifact";
import { HOUR_MS } from "@/lib/time";

/** How long bytes stay after an unpublish, so that a backup made meanwhile is complete. */
const KEPT_AFTER_UNPUBLISH_MS = 30 * 24 * HOUR_MS;
/** Longer than any upload takes. */
const UPLOAD_MS = 24 * HOUR_MS;

export type Swept = { orphans: number; unused: number; uploads: number };

/**
 * Removes bytes that nothing needs: of unfinished uploads, of publishes that crashed between the rename and the commit,
 * and of versions unpublished 30 days ago. Safe beside running publishes.
 */
export async function sweepArtifacts(): Promise<Swept> {
  const uploads = await artifactStore().sweepTemporary(UPLOAD_MS);
  return { orphans: await sweepOrphans(), unused: await sweepUnused(), uploads };
}

async function sweepOrphans(): Promise<number> {
  const settled = realNow().getTime() - HOUR_MS;
  let orphans = 0;
  let after: string | undefined;
  for (;;) {
    const { artifacts, next } = await artifactStore().list(after);
    for (const { digest, modifiedAt } of artifacts) {
      if (modifiedAt.getTime() < settled && (await dropOrphan(digest))) orphans += 1;
    }
    if (next === null) return orphans;
    after = next;
  }
}

async function sweepUnused(): Promise<number> {
  const before = new Date(now().getTime() - KEPT_AFTER_UNPUBLISH_MS);
  const unused = await db().artifact.findMany({
    where: { removedAt: null, versions: { every: { unpublishedAt: { lt: before } } } },
    select: { sha512: true },
    take: 1_000,
  });
  let removed = 0;
  for (const { sha512 } of unused) if (await dropUnused(sha512)) removed += 1;
  return removed;
}
