import "server-only";
import { pool } from "@/lib/db";

export type TarballFacts = { sha512: string; size: number };

const BY_VERSION = {
  name: "tarball-of",
  text: `SELECT "sha512", "size" FROM "PackageVersion"
          WHERE "packageId" = $1::uuid AND "version" = $2 AND "unpublishedAt" IS NULL`,
};

/** Reads the bytes of a live version, for a caller that may read the package. Null for a missing version. */
export async function tarballOf(packageId: string, version: string): Promise<TarballFacts | null> {
  const { rows } = await pool().query<{ sha512: string; size: string }>({
    ...BY_VERSION,
    values: [packageId, version],
  });
  const [row] = rows;
  return row ? { sha512: row.sha512, size: Number(row.size) } : null;
}
