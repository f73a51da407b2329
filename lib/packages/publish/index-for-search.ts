import "server-only";
import { db, type Tx } from "@/lib/db";
import { log } from "@/lib/logger";
import { searchWords } from "@/lib/packages/publish/search-words";

// Records nothing: made from what is recorded.

/** The part of a readme that is read for words, and the part that is searched, in characters. */
const READ_CHARACTERS = 200_000;
const SEARCHED_CHARACTERS = 100_000;
const MOST_STALE = 100;

/** Marks a package's search row as older than its `latest`, in the transaction that moves it. */
export async function markStale(tx: Tx, packageId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "PackageSearch" ("packageId", "words")
    SELECT "id", lower("name") FROM "Package" WHERE "id" = ${packageId}::uuid
    ON CONFLICT ("packageId") DO UPDATE SET "version" = ''`;
}

/**
 * Makes a stale search row anew, after the commit: no write waits for the words of a readme. Never fails; the worker
 * makes what is left out.
 */
export async function indexForSearch(packageId: string): Promise<void> {
  try {
    await writeIndex(packageId);
  } catch (error) {
    log().warn({ err: error, packageId }, "a package was not indexed for search");
  }
}

/** Makes stale search rows anew. Returns how many there were, at most 100. */
export async function indexStalePackages(): Promise<number> {
  const stale = await db().packageSearch.findMany({
    where: { version: "", package: { latest: { not: "" } } },
    select: { packageId: true },
    take: MOST_STALE,
  });
  for (const { packageId } of stale) await indexForSearch(packageId);
  return stale.length;
}

type Source = { name: string; latest: string; keywords: string[]; description: string; readme: string };

/** Name (A), keywords (B), description (C), readme (D). Names are also split, so that `kit` finds `ui-kit`. */
async function writeIndex(packageId: string): Promise<void> {
  const [source] = await db().$queryRaw<Source[]>`
    SELECT p."name", p."latest", p."keywords", p."description",
           left(coalesce(v."readme", ''), ${READ_CHARACTERS}::int) AS "readme"
      FROM "Package" p JOIN "PackageSearch" s ON s."packageId" = p."id" AND s."version" = ''
      LEFT JOIN "PackageVersion" v ON v."packageId" = p."id" AND v."version" = p."latest"
     WHERE p."id" = ${packageId}::uuid AND p."latest" <> ''`;
  if (!source) return;
  const { name, latest } = source;
  const words = `${name} ${source.keywords.join(" ")}`.toLowerCase();
  const keywords = searchWords(source.keywords.join(" "), SEARCHED_CHARACTERS);
  const description = searchWords(source.description, SEARCHED_CHARACTERS);
  const readme = searchWords(source.readme, SEARCHED_CHARACTERS);

  await db().$executeRaw`
    UPDATE "PackageSearch" s
       SET "version" = p."latest", "words" = ${words},
           "document" =
              setweight(to_tsvector('simple', ${`${name} ${searchWords(name, SEARCHED_CHARACTERS)}`}), 'A')
           || setweight(to_tsvector('english', ${keywords}), 'B')
           || setweight(to_tsvector('english', ${description}), 'C')
           || setweight(to_tsvector('english', ${readme}), 'D')
      FROM "Package" p
     WHERE s."packageId" = ${packageId}::uuid AND p."id" = s."packageId" AND p."latest" = ${latest}`;
}
