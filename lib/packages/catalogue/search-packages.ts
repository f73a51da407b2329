import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { PackageKind, Visibility } from "@/generated/prisma/enums";
import type { Viewer } from "@/lib/access/types";
import { db } from "@/lib/db";
import { likeText, visibleTo } from "@/lib/packages/catalogue/visible-to";
import { cleanText } from "@/lib/text";

export type SearchInput = {
  /** Words, in any order; typing errors are tolerated. Empty lists everything, newest first. */
  text: string;
  kinds?: readonly PackageKind[];
  /** A handle, without `@`. */
  scope?: string;
  visibility?: Visibility;
  keywords?: readonly string[];
  /** Rows to skip and rows to return; at most 250 are returned. */
  from: number;
  size: number;
};

export type SearchRow = {
  id: string;
  name: string;
  kind: PackageKind;
  visibility: Visibility;
  description: string;
  keywords: string[];
  license: string;
  homepage: string;
  repository: string;
  latest: string;
  updatedAt: Date;
  owner: string;
  publisher: string;
  score: number;
};

const MOST_ROWS = 250;
const MOST_CHARACTERS = 200;

/** Either every word matches by its beginning, or the whole text resembles a name or keyword. */
function matching(text: string): { where: Prisma.Sql; rank: Prisma.Sql } {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return { where: Prisma.sql`TRUE`, rank: Prisma.sql`0::float8` };
  const prefixes = words.map((word) => `${word}:*`).join(" & ");
  const wanted = text.toLowerCase();
  const query = Prisma.sql`(to_tsquery('simple', ${prefixes}) || websearch_to_tsquery('english', ${text}))`;
  return {
    where: Prisma.sql`(s."document" @@ ${query} OR ${wanted} <% s."words")`,
    rank: Prisma.sql`(ts_rank_cd(s."document", ${query}) + word_similarity(${wanted}, s."words")
      + CASE WHEN p."name" = ${wanted} OR split_part(p."name", '/', 2) = ${wanted} THEN 10 ELSE 0 END)::float8`,
  };
}

function filters(input: SearchInput): Prisma.Sql {
  const { kinds = [], scope, visibility, keywords = [] } = input;
  const parts = [Prisma.sql`p."removedAt" IS NULL AND p."latest" <> ''`];
  if (kinds.length > 0) parts.push(Prisma.sql`p."kind"::text IN (${Prisma.join(kinds)})`);
  if (scope) parts.push(Prisma.sql`p."name" LIKE ${`@${likeText(cleanText(scope))}/%`}`);
  if (visibility) parts.push(Prisma.sql`p."visibility"::text = ${visibility}`);
  for (const keyword of keywords) parts.push(Prisma.sql`${cleanText(keyword)} = ANY (p."keywords")`);
  return Prisma.join(parts, " AND ");
}

/** Searches names, keywords, descriptions and readmes that the viewer may see, best first, with the exact total. */
export async function searchPackages(
  viewer: Viewer,
  input: SearchInput,
): Promise<{ total: number; rows: SearchRow[] }> {
  const { where, rank } = matching(cleanText(input.text.slice(0, MOST_CHARACTERS)).trim());
  const from = Prisma.sql`FROM "Package" p JOIN "PackageSearch" s ON s."packageId" = p."id"
    WHERE ${visibleTo(viewer)} AND ${filters(input)} AND ${where}`;
  const [counted, rows] = await Promise.all([
    db().$queryRaw<{ total: bigint }[]>`SELECT count(*) AS "total" ${from}`,
    db().$queryRaw<SearchRow[]>`
      WITH found AS (
        SELECT p.*, ${rank} AS "score" ${from}
         ORDER BY "score" DESC, p."updatedAt" DESC, p."id" LIMIT ${Math.min(input.size, MOST_ROWS)} OFFSET ${input.from})
      SELECT f."id", f."name", f."kind"::text, f."visibility"::text, f."description", f."keywords", f."license",
             f."homepage", f."repository", f."latest", f."updatedAt", f."score", a."handle" AS "owner",
             coalesce(v."publishedByName", a."handle") AS "publisher"
        FROM found f JOIN "Account" a ON a."id" = f."accountId"
        LEFT JOIN "PackageVersion" v ON v."packageId" = f."id" AND v."version" = f."latest"
       ORDER BY f."score" DESC, f."updatedAt" DESC, f."id"`,
  ]);
  return { total: Number(counted[0]?.total ?? 0), rows };
}
