import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { Role } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { ROLES, usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import { type KeysetPage, type KeysetRange, rangePosition, toKeysetPage } from "@/lib/keyset";
import type { MemberRow, MemberSort } from "@/lib/people/members/types";

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
