import "server-only";
import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { PackageKind, Visibility } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { accountByHandle } from "@/lib/access/queries";
import type { AccountContext, AccountRef, Viewer } from "@/lib/access/types";
import { db } from "@/lib/db";
import { frozenAmong } from "@/lib/entitlements/frozen-items";
import { AppError } from "@/lib/errors";
import { INSTANT, type KeysetRange, rangePosition, toKeysetPage } from "@/lib/keyset";
import type { PackageRow, PackageTablePage } from "@/lib/packages/catalogue/types";
import { likeText, visibleTo, withinPatterns } from "@/lib/packages/catalogue/visible-to";
import { limitOf } from "@/lib/packages/publish/rules";

export type PackageSort = "name" | "updated" | "size";

export type PackageListInput = KeysetRange & {
  /** Part of a name or a description. */
  query: string;
  kind: PackageKind | null;
  visibility: Visibility | null;
  status: "active" | "deprecated" | null;
  sort: { by: PackageSort; descending: boolean };
};

/** Each order with the column it compares, and how the cursor's text becomes a value of that column again. */
const ORDERS = {
  name: { column: Prisma.sql`p."name" COLLATE "C"`, value: (text: string) => Prisma.sql`${text}`, form: z.string() },
  updated: {
    column: Prisma.sql`p."updatedAt"`,
    value: (text: string) => Prisma.sql`${text}::timestamptz`,
    form: INSTANT,
  },
  size: {
    column: Prisma.sql`coalesce(v."size", 0)`,
    value: (text: string) => Prisma.sql`${text}::bigint`,
    form: z.string().regex(/^\d{1,18}$/),
  },
} as const;

const FROM = Prisma.sql`"Package" p
  LEFT JOIN "PackageVersion" v ON v."packageId" = p."id" AND v."version" = p."latest" AND v."unpublishedAt" IS NULL`;

/** The packages of the account, filtered, sorted and paged in the database; counts are exact. Errors: FORBIDDEN. */
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
 * An account as everybody sees it, with those of its packages that the viewer may see; nothing else is counted.
 * A former handle finds its account too. Errors: NOT_FOUND.
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
  const order = ORDERS[input.sort.by];
  const backwards = input.after === null && input.before !== null;
  const down = input.sort.descending !== backwards;
  const direction = down ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const [found, [count]] = await Promise.all([
    db().$queryRaw<Found[]>`
      SELECT p."id", p."name", p."kind"::text, p."visibility"::text, p."description", p."latest", p."updatedAt",
             coalesce(v."deprecated", '') AS "deprecated", coalesce(v."size", 0) AS "size",
             (SELECT count(*) FROM "PackageVersion" o WHERE o."packageId" = p."id" AND o."unpublishedAt" IS NULL)
               AS "versions"
        FROM ${FROM} WHERE ${there} AND ${matches} ${beyond(input, down)}
       ORDER BY ${order.column} ${direction}, p."id" ${direction} LIMIT ${input.limit + 1}`,
    db().$queryRaw<{ all: bigint; matching: bigint }[]>`
      SELECT count(*) AS "all", count(*) FILTER (WHERE ${matches}) AS "matching" FROM ${FROM} WHERE ${there}`,
  ]);
  const page = toKeysetPage(found, input, (row) => [positionOf(row, input.sort.by), row.id]);
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

function beyond(input: PackageListInput, down: boolean): Prisma.Sql {
  const order = ORDERS[input.sort.by];
  const position = rangePosition(input, order.form);
  if (!position) return Prisma.empty;
  const past = down ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`AND (${order.column}, p."id") ${past} (${order.value(position[0])}, ${position[1]}::uuid)`;
}

type Found = Omit<PackageRow, "updatedAt" | "size" | "versions" | "frozen"> & {
  updatedAt: Date;
  size: bigint;
  versions: bigint;
};

function positionOf(row: Found, by: PackageSort): string {
  return by === "name" ? row.name : by === "size" ? String(row.size) : row.updatedAt.toISOString();
}

function toRow({ updatedAt, size, versions, ...row }: Found): PackageRow {
  return { ...row, updatedAt: updatedAt.toISOString(), size: Number(size), versions: Number(versions), frozen: false };
}
