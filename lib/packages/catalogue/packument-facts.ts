import "server-only";
import { z } from "zod";
import { transaction } from "@/lib/db";
import type { PackageFacts } from "@/lib/packages/npm/packument";

// Records nothing: says how its own transaction reads.

const manifestShape = z.record(z.string(), z.unknown());

/**
 * Reads a packument's data in one snapshot of the database, so that revision and rows agree. Null when the package is
 * gone. Reads the readme of `latest` only.
 */
export async function packumentFacts(packageId: string): Promise<PackageFacts | null> {
  return transaction(async (tx) => {
    await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
    const row = await tx.package.findUnique({ where: { id: packageId } });
    if (!row || row.removedAt) return null;

    // Sequential, because a transaction has one connection.
    const account = await tx.account.findUniqueOrThrow({ where: { id: row.accountId }, select: { handle: true } });
    const tags = await tx.distTag.findMany({ where: { packageId }, orderBy: { tag: "asc" } });
    const versions = await tx.packageVersion.findMany({
      where: { packageId, unpublishedAt: null },
      orderBy: [{ publishedAt: "asc" }, { id: "asc" }],
      select: { version: true, manifest: true, publishedAt: true, deprecated: true, publishedByName: true },
    });
    const latest = await tx.packageVersion.findFirst({
      where: { packageId, version: row.latest },
      select: { readme: true },
    });

    return {
      name: row.name,
      revision: row.revision,
      access: row.visibility === "public" ? "public" : "restricted",
      createdAt: row.createdAt,
      modifiedAt: row.updatedAt,
      description: row.description === "" ? null : row.description,
      readme: latest?.readme ?? null,
      readmeFilename: latest?.readme ? "README.md" : null,
      distTags: Object.fromEntries(tags.map(({ tag, version }) => [tag, version])),
      versions: versions.map(({ version, manifest, publishedAt, deprecated, publishedByName }) => ({
        version,
        manifest: manifestShape.parse(manifest),
        publishedAt,
        deprecated,
        publisher: { name: publishedByName },
      })),
      maintainers: [{ name: account.handle }],
      users: [],
    };
  });
}
