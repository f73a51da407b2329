import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { Role } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { digest } from "@/lib/ids";
import type { KeysetPage, KeysetRange } from "@/lib/keyset";
import { BY_INSTANT, type Positioned, sqlKeyset } from "@/lib/keyset-sql";
import type { InvitationRow, InvitationView } from "@/lib/people/invites/types";

export type InvitationPage = KeysetPage<InvitationRow> & { total: number };

type Found = Positioned & {
  id: string;
  email: string;
  role: Role;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

const NEWEST_FIRST = {
  kind: BY_INSTANT,
  column: Prisma.sql`i."createdAt"`,
  id: Prisma.sql`i."id"`,
  descending: true,
};

/** Lists the account's pending invitations, newest first. */
export async function listInvitations(ctx: AccountContext, range: KeysetRange): Promise<InvitationPage> {
  authorize(ctx, "member:read");
  const list = sqlKeyset(range, NEWEST_FIRST);
  const [found, total] = await Promise.all([
    db().$queryRaw<Found[]>`
      SELECT i."id", i."email", i."role", u."name" AS "invitedBy", i."createdAt", i."expiresAt", ${list.position}
        FROM "Invitation" i JOIN "User" u ON u."id" = i."invitedById"
       WHERE i."accountId" = ${ctx.account.id}::uuid AND i."state" = 'pending' AND ${list.within} ${list.walk}`,
    db().invitation.count({ where: { accountId: ctx.account.id, state: "pending" } }),
  ]);
  const page = list.toPage(found);
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
 * Reads an invitation by its link, and whether it is for the reader. Null for an unknown link or one that a resend
 * replaced.
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
