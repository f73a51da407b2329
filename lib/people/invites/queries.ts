import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { Role } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { digest } from "@/lib/ids";
import { type KeysetPage, type KeysetRange, rangePosition, toKeysetPage } from "@/lib/keyset";
import type { InvitationRow, InvitationView } from "@/lib/people/invites/types";

export type InvitationPage = KeysetPage<InvitationRow> & { total: number };

type Found = {
  id: string;
  email: string;
  role: Role;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  key: string;
};

const KEY = Prisma.sql`to_char(i."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C"`;

/** The pending invitations of the account, the newest first. */
export async function listInvitations(ctx: AccountContext, range: KeysetRange): Promise<InvitationPage> {
  authorize(ctx, "member:read");
  const backwards = range.after === null && range.before !== null;
  const order = backwards ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = backwards ? Prisma.sql`>` : Prisma.sql`<`;
  const position = rangePosition(range);
  const past = position
    ? Prisma.sql`AND (${KEY}, i."id"::text) ${beyond} (${position[0]}, ${position[1]})`
    : Prisma.empty;
  const [found, total] = await Promise.all([
    db().$queryRaw<Found[]>`
      SELECT i."id", i."email", i."role", u."name" AS "invitedBy", i."createdAt", i."expiresAt", ${KEY} AS "key"
        FROM "Invitation" i JOIN "User" u ON u."id" = i."invitedById"
       WHERE i."accountId" = ${ctx.account.id}::uuid AND i."state" = 'pending' ${past}
       ORDER BY ${KEY} ${order}, i."id"::text ${order} LIMIT ${range.limit + 1}`,
    db().invitation.count({ where: { accountId: ctx.account.id, state: "pending" } }),
  ]);
  const page = toKeysetPage(found, range, (row) => [row.key, row.id]);
  return { rows: page.rows.map(toInvitationRow), cursors: page.cursors, total };
}

function toInvitationRow({ id, email, role, invitedBy, createdAt, expiresAt }: Found): InvitationRow {
  return {
    id,
    email,
    role,
    reservesSeat: usesSeat(role),
    invitedBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

/**
 * What the link's page shows to whoever holds it, and whether the reader is the one it is for. Null for a link that
 * was never sent or was replaced by a newer one.
 */
export async function invitationByToken(token: string, readerId: string | null): Promise<InvitationView | null> {
  const row = await db().invitation.findUnique({
    where: { tokenHash: digest(token) },
    select: {
      email: true,
      state: true,
      role: true,
      expiresAt: true,
      invitedBy: { select: { name: true } },
      account: { select: { id: true, handle: true, name: true } },
    },
  });
  if (!row) return null;
  const { email, state, role, expiresAt, invitedBy, account } = row;
  const lapsed = state === "pending" && expiresAt <= now();
  return {
    state: state === "pending" ? (lapsed ? "expired" : "open") : state,
    organization: { handle: account.handle, name: account.name },
    role,
    inviter: invitedBy.name,
    expiresAt: expiresAt.toISOString(),
    reader: readerId === null ? "nobody" : await standingOf(readerId, account.id, email),
  };
}

async function standingOf(userId: string, accountId: string, email: string): Promise<InvitationView["reader"]> {
  if ((await db().membership.count({ where: { accountId, userId } })) > 0) return "member";
  const invited = { id: userId, email, emailVerifiedAt: { not: null } };
  return (await db().user.count({ where: invited })) > 0 ? "invited" : "another";
}
