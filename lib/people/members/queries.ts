import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { Role } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { ROLES, usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import type { CountedPage, KeysetRange } from "@/lib/keyset";
import {
  BY_INSTANT,
  BY_INSTANT_OR_NONE,
  BY_TEXT,
  BY_WHOLE_NUMBER,
  type Positioned,
  type SqlSort,
  sqlKeyset,
} from "@/lib/keyset-sql";
import type { MemberRow, MemberSort } from "@/lib/people/members/types";

export type MemberListInput = KeysetRange & {
  /** A part of a name or an address. */
  query: string;
  role: Role | null;
  sort: { by: MemberSort; descending: boolean };
};

export type MemberPage = CountedPage<MemberRow>;

const rank = Prisma.sql`array_position(ARRAY[${Prisma.join([...ROLES])}]::text[], m."role"::text)`;

const ORDERS: Record<MemberSort, Pick<SqlSort, "kind" | "column">> = {
  name: { kind: BY_TEXT, column: Prisma.sql`lower(u."name") COLLATE "C"` },
  role: { kind: BY_WHOLE_NUMBER, column: rank },
  joined: { kind: BY_INSTANT, column: Prisma.sql`m."joinedAt"` },
  active: { kind: BY_INSTANT_OR_NONE, column: Prisma.sql`coalesce(m."lastActiveAt", '-infinity')` },
};

type Found = Positioned & {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  lastActiveAt: Date | null;
};

/** Lists the account's members, searched, filtered, sorted and paged in the database; counts are exact. */
export async function listMembers(ctx: AccountContext, input: MemberListInput): Promise<MemberPage> {
  authorize(ctx, "member:read");
  const mine = Prisma.sql`m."accountId" = ${ctx.account.id}::uuid`;
  const pattern = `%${input.query.replace(/[\\%_]/g, "\\$&")}%`;
  const matches = Prisma.sql`(${input.query} = '' OR u."name" ILIKE ${pattern} OR u."email" ILIKE ${pattern})
    AND (${input.role}::text IS NULL OR m."role"::text = ${input.role})`;
  const from = Prisma.sql`"Membership" m JOIN "User" u ON u."id" = m."userId"`;
  const { by, descending } = input.sort;
  const list = sqlKeyset(input, { ...ORDERS[by], id: Prisma.sql`m."userId"`, descending });

  const [found, [count]] = await Promise.all([
    db().$queryRaw<Found[]>`
      SELECT m."userId", u."name", u."email", m."role", m."joinedAt", m."lastActiveAt", ${list.position}
        FROM ${from} WHERE ${mine} AND ${matches} AND ${list.within} ${list.walk}`,
    db().$queryRaw<{ all: bigint; matching: bigint }[]>`
      SELECT count(*) AS "all", count(*) FILTER (WHERE ${matches}) AS "matching" FROM ${from} WHERE ${mine}`,
  ]);

  const page = list.toPage(found);
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
