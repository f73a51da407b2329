import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { PackageKind, Visibility } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { accountByHandle } from "@/lib/access/queries";
import type { AccountContext, AccountRef, Viewer } from "@/lib/access/types";
import { db } from "@/lib/db";
import { frozenAmong } from "@/lib/entitlements/frozen-items";
import { AppError } from "@/lib/errors";
import type { KeysetRange } from "@/lib/keyset";
import { BY_INSTANT, BY_TEXT, BY_WHOLE_NUMBER, type Positioned, type SqlSort, sqlKeyset } from "@/lib/keyset-sql";
import type { PackageRow, PackageTablePage } from "@/lib/packages/catalogue/types";
import { likeText, visibleTo, withinPatterns } from "@/lib/packages/catalogue/visible-to";
import { limitOf } from "@/lib/packages/publish/rules";

export type PackageSort = "name" | "updated" | "size";

export type PackageListInput = KeysetRange & {
  /** A part of a name or a description. */
  query: string;
  kind: PackageKind | null;
  visibility: Visibility | null;
  status: "active" | "deprecated" | null;
  sort: { by: PackageSort; descending: boolean };
};

const ORDERS: Record<PackageSort, Pick<SqlSort, "kind" | "column">> = {
  name: { kind: BY_TEXT, column: Prisma.sql`p."name" COLLATE "C"` },
  updated: { kind: BY_INSTANT, column: Prisma.sql`p."updatedAt"` },
  size: { kind: BY_WHOLE_NUMBER, column: Prisma.sql`coalesce(v."size", 0)` },
};

const FROM = Prisma.sql`"Package" p
  LEFT JOIN "PackageVersion" v ON v."packageId" = p."id" AND v."version" = p."latest" AND v."unpublishedAt" IS NULL`;

/** Lists the account's packages, filtered, sorted and paged in the database; counts are exact. Errors: FORBIDDEN. */
export async function listPackages(ctx: AccountContext, input: PackageListInput): Promise<PackageTablePage> {
  authorize(ctx, "package:read");
  const mine = Prisma.sql`p."accountId" = ${ctx.account.id}::uuid AND ${withinPatterns(ctx.key)}`;
  const page = await pageOf(mine, input);
  const frozen = await frozenIn(ctx.account.id, page.rows);
  return { ...page, rows: page.rows.map((row) => ({ ...row, frozen: frozen.has(row.id) })) };
}

async function frozenIn(accountId: string, rows: readonly PackageRow[]): Promise<ReadonlySet<string>> {
  const idsOf = (wanted: Visibility) => rows.filter(({ visibility }) => visibility === wanted).map(({ id }) => id);
  const [open, closed] = await Promise.all([
    frozenAmong(accountId, limitOf("public"), idsOf("public")),
    frozenAmong(accountId, limitOf("private"), idsOf("private")),
  ]);
  return new Set([...open, ...closed]);
}

export type ScopeProfile = { account: AccountRef & { bio: string }; packages: PackageTablePage };

/**
 * Reads an account's public profile with its packages that the viewer may see; counts only those. Also finds a former
 * handle. Errors: NOT_FOUND.
 */
export async function scopeProfile(viewer: Viewer, handle: string, input: PackageListInput): Promise<ScopeProfile> {
  const account = await accountByHandle(handle);
  if (!account) throw new AppError("NOT_FOUND", { noun: "scope" });
  const [{ bio }, packages] = await Promise.all([
    db().account.findUniqueOrThrow({ where: { id: account.id }, select: { bio: true } }),
    pageOf(Prisma.sql`p."accountId" = ${account.id}::uuid AND ${visibleTo(viewer)}`, input),
  ]);
  return { account: { ...account, bio }, packages };
}

async function pageOf(within: Prisma.Sql, input: PackageListInput): Promise<PackageTablePage> {
  const there = Prisma.sql`${within} AND p."removedAt" IS NULL`;
  const matches = matching(input);
  const { by, descending } = input.sort;
  const list = sqlKeyset(input, { ...ORDERS[by], id: Prisma.sql`p."id"`, descending });

  const [found, [count]] = await Promise.all([
    db().$queryRaw<Found[]>`
      SELECT p."id", p."name", p."kind"::text, p."visibility"::text, p."description", p."latest", p."updatedAt",
             coalesce(v."deprecated", '') AS "deprecated", coalesce(v."size", 0) AS "size",
             (SELECT count(*) FROM "PackageVersion" o WHERE o."packageId" = p."id" AND o."unpublishedAt" IS NULL)
               AS "versions", ${list.position}
        FROM ${FROM} WHERE ${there} AND ${matches} AND ${list.within} ${list.walk}`,
    db().$queryRaw<{ all: bigint; matching: bigint }[]>`
      SELECT count(*) AS "all", count(*) FILTER (WHERE ${matches}) AS "matching" FROM ${FROM} WHERE ${there}`,
  ]);

  const page = list.toPage(found);
  return {
    rows: page.rows.map(toRow),
    cursors: page.cursors,
    count: { matching: Number(count?.matching ?? 0), all: Number(count?.all ?? 0) },
  };
}

function matching({ query, kind, visibility, status }: PackageListInput): Prisma.Sql {
  const pattern = `%${likeText(query)}%`;
  const deprecated = Prisma.sql`coalesce(v."deprecated", '') <> ''`;
  return Prisma.sql`(${query} = '' OR p."name" ILIKE ${pattern} OR p."description" ILIKE ${pattern})
    AND (${kind}::text IS NULL OR p."kind"::text = ${kind})
    AND (${visibility}::text IS NULL OR p."visibility"::text = ${visibility})
    AND (${status}::text IS NULL OR (${deprecated}) = (${status} = 'deprecated'))`;
}

type Found = Omit<PackageRow, "updatedAt" | "size" | "versions" | "frozen"> &
  Positioned & { updatedAt: Date; size: bigint; versions: bigint };

function toRow({ position: _, updatedAt, size, versions, ...row }: Found): PackageRow {
  return { ...row, updatedAt: updatedAt.toISOString(), size: Number(size), versions: Number(versions), frozen: false };
}
