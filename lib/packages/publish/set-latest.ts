import "server-only";
import { z } from "zod";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { describeManifest } from "@/lib/packages/publish/describe-manifest";
import { markStale } from "@/lib/packages/publish/index-for-search";

// Records nothing: a step of publishing, tagging and unpublishing.

const manifestShape = z.record(z.string(), z.unknown());

/**
 * Points `latest` at an existing version and copies the package's description from it. The caller indexes the package
 * for search after its commit.
 */
export async function setLatest(tx: Tx, packageId: string, version: string): Promise<void> {
  const row = await tx.packageVersion.findUniqueOrThrow({
    where: { packageId_version: { packageId, version } },
    select: { manifest: true },
  });
  const at = now();
  await tx.distTag.upsert({
    where: { packageId_tag: { packageId, tag: "latest" } },
    create: { packageId, tag: "latest", version, updatedAt: at },
    update: { version, updatedAt: at },
  });
  const { description, keywords, license, homepage, repository } = describeManifest(manifestShape.parse(row.manifest));
  const words = { description, keywords: [...keywords], license, homepage, repository };
  await tx.package.update({ where: { id: packageId }, data: { ...words, latest: version } });
  await markStale(tx, packageId);
}
