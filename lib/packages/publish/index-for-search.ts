import "server-only";
import type { Tx } from "@/lib/db";

// Records nothing: made from what is recorded.

/** The searched part of a readme, in characters; a tsvector holds at most 1 MB. */
const README_CHARACTERS = 100_000;

/**
 * Rebuilds a package's search index from its `latest` version: name (A), keywords (B), description (C), readme (D).
 * Also splits names at hyphens, dots and slashes, so that `kit` finds `ui-kit`.
 */
export async function indexForSearch(tx: Tx, packageId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "PackageSearch" ("packageId", "words", "document")
    SELECT p."id", lower(p."name" || ' ' || array_to_string(p."keywords", ' ')),
           setweight(to_tsvector('simple', p."name" || ' ' || regexp_replace(p."name", '[^a-zA-Z0-9]+', ' ', 'g')), 'A')
        || setweight(to_tsvector('english', array_to_string(p."keywords", ' ')), 'B')
        || setweight(to_tsvector('english', p."description"), 'C')
        || setweight(to_tsvector('english', left(coalesce(v."readme", ''), ${README_CHARACTERS}::int)), 'D')
      FROM "Package" p
      LEFT JOIN "PackageVersion" v ON v."packageId" = p."id" AND v."version" = p."latest"
     WHERE p."id" = ${packageId}::uuid
    ON CONFLICT ("packageId") DO UPDATE SET "words" = EXCLUDED."words", "document" = EXCLUDED."document"`;
}
