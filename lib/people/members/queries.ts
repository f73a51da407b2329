import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { Role } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { type KeysetPage, type KeysetRange, rangePosition, toKeysetPage } from "@/lib/keyset";
import { ROLES, ROLES_WITH_SEAT, usesSeat } from "@/lib/people/members/rules";
import type { MemberRow, MemberSort, SeatUsage } from "@/lib/people/members/types";

export type MemberListInput = KeysetRange & {
  /** Part of a name or an address. */
  query: string;
  role: Role | null;
  sort: { by: MemberSort; descending: boolean };
};

export type MemberPage = KeysetPage<MemberRow> & { count: { matching: number; all: number } };

/** Sort keys as text that sorts like the value, so that one cursor form serves all of them. */
const SORT_KEY: Record<MemberSort, Prisma.Sql> = {
  name: Prisma.sql`lower(u."name")`,
  role: Prisma.sql`array_position(ARRAY[${Prisma.join([...ROLES])}]::text[], m."role"::text)::text`,
  joined: Prisma.sql`to_char(m."joinedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  active: Prisma.sql`coalesce(to_char(m."lastActiveAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '')`,
};

type Found = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  lastActiveAt: Date | null;
  key: string;
};

/** The members of the account, searched, filtered, sorted and paged in the database; counts are exact. */
export async function listMembers(ctx: AccountContext, input: MemberListInput): Promise<MemberPage> {
  authorize(ctx, "member:read");
  const mine = Prisma.sql`m."accountId" = ${ctx.account.id}::uuid`;
  const pattern = `%${input.query.replace(/[\\%_]/g, "\\$&")}%`;
  const matches = Prisma.sql`(${input.query} = '' OR u."name" ILIKE ${pattern} OR u."email" ILIKE ${pattern})
    AND (${input.role}::text IS NULL OR m."role"::text = ${input.role})`;
  const from = Prisma.sql`"Membership" m JOIN "User" u ON u."id" = m."userId"`;
  const backwards = input.after === null && input.before !== null;
  const down = input.sort.descending !== backwards;
  const order = down ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const key = Prisma.sql`(${SORT_KEY[input.sort.by]}) COLLATE "C"`;
  const position = rangePosition(input);
  const beyond = down ? Prisma.sql`<` : Prisma.sql`>`;
  const past = position
    ? Prisma.sql`AND (${key}, m."userId"::text) ${beyond} (${position[0]}, ${position[1]})`
    : Prisma.empty;
  const [found, [count]] = await Promise.all([
    db().$queryRaw<Found[]>`
      SELECT m."userId", u."name", u."email", m."role", m."joinedAt", m."lastActiveAt", ${key} AS "key"
        FROM ${from} WHERE ${mine} AND ${matches} ${past}
       ORDER BY ${key} ${order}, m."userId"::text ${order} LIMIT ${input.limit + 1}`,
    db().$queryRaw<{ all: bigint; matching: bigint }[]>`
      SELECT count(*) AS "all", count(*) FILTER (WHERE ${matches}) AS "matching" FROM ${from} WHERE ${mine}`,
  ]);
  const page = toKeysetPage(found, input, (row) => [row.key, row.userId]);
  return {
    rows: page.rows.map(toMemberRow),
    cursors: page.cursors,
    count: { matching: Number(count?.matching ?? 0), all: Number(count?.all ?? 0) },
  };
}

function toMemberRow({ userId, name, email, role, joinedAt, lastActiveAt }: Found): MemberRow {
  return {
    userId,
    name,
    email,
    role,
    usesSeat: usesSeat(role),
    joinedAt: joinedAt.toISOString(),
    lastActiveAt: lastActiveAt?.toISOString() ?? null,
  };
}

/** Purchased, used, reserved and free seats: the numbers that decide, not a count of their own. */
export async function getSeatUsage(ctx: AccountContext): Promise<SeatUsage> {
  authorize(ctx, "member:read");
  const snapshot = await loadSnapshot(ctx.account.id);
  const { used, reserved } = await usageOf(db(), ctx.account.id, "seats", periodOf("seats", now()));
  const purchased = snapshot.entitlements.seats.limit ?? 0;
  const available = purchased === "unlimited" ? purchased : Math.max(0, purchased - used - reserved);
  return { purchased, used, reserved, available };
}

/** Who sits on the first seats of the map, in the order they joined. */
export async function seatHolders(ctx: AccountContext, limit: number): Promise<{ userId: string; name: string }[]> {
  authorize(ctx, "member:read");
  const rows = await db().membership.findMany({
    where: { accountId: ctx.account.id, role: { in: ROLES_WITH_SEAT } },
    select: { userId: true, user: { select: { name: true } } },
    orderBy: [{ joinedAt: "asc" }, { userId: "asc" }],
    take: limit,
  });
  return rows.map(({ userId, user }) => ({ userId, name: user.name }));
}

/** The owners, longest standing first: whom to ask for what only an owner may do. At most 20. */
export async function listOwners(ctx: AccountContext): Promise<{ userId: string; name: string }[]> {
  authorize(ctx, "member:read");
  const rows = await db().membership.findMany({
    where: { accountId: ctx.account.id, role: "owner" },
    select: { userId: true, user: { select: { name: true } } },
    orderBy: [{ joinedAt: "asc" }, { userId: "asc" }],
    take: 20,
  });
  return rows.map(({ userId, user }) => ({ userId, name: user.name }));
}
