import "server-only";
import { LRUCache } from "lru-cache";
import { pool } from "@/lib/db";
import type { ReadablePackage } from "@/lib/packages/catalogue/read-access";

export type TarballFacts = { sha512: string; size: number };

const MOST_KEPT = 50_000;

/** By the package's revision, which each publish and unpublish moves. */
const kept = new LRUCache<string, TarballFacts>({ max: MOST_KEPT });

const BY_VERSION = {
  name: "tarball-of",
  text: `SELECT "sha512", "size" FROM "PackageVersion"
          WHERE "packageId" = $1::uuid AND "version" = $2 AND "unpublishedAt" IS NULL`,
};

/** Finds the bytes of a live version of a package that was just read. Null for a missing version. */
export async function tarballOf(
  { id, revision }: Pick<ReadablePackage, "id" | "revision">,
  version: string,
): Promise<TarballFacts | null> {
  const key = `${id}:${revision}:${version}`;
  const known = kept.get(key);
  if (known) return known;
  const { rows } = await pool().query<{ sha512: string; size: string }>({ ...BY_VERSION, values: [id, version] });
  const [row] = rows;
  if (!row) return null;
  const facts = { sha512: row.sha512, size: Number(row.size) };
  kept.set(key, facts);
  return facts;
}
