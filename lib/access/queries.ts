import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { HANDLE } from "@/lib/access/handle";
import { touchSession } from "@/lib/access/touch-session";
import type { AccountContext, AccountRef, SignedIn } from "@/lib/access/types";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { digest } from "@/lib/ids";

/**
 * Reads the person behind a session token; null for an unknown token and for a revoked or expired session. A session
 * ends 30 days after its last use.
 */
export async function sessionByToken(token: string): Promise<SignedIn | null> {
  const row = await db().session.findFirst({
    where: { tokenHash: digest(token), expiresAt: { gt: realNow() } },
    select: {
      id: true,
      lastUsedAt: true,
      user: { select: { id: true, name: true, email: true, personalAccount: { select: { handle: true } } } },
    },
  });
  if (!row?.user.personalAccount) return null;
  await touchSession(row);
  const { id: userId, name, email, personalAccount } = row.user;
  return { sessionId: row.id, userId, name, email, handle: personalAccount.handle };
}

export const ACCOUNT_REF = { id: true, handle: true, name: true, kind: true } as const;

/** Reads the account that owns a handle or owned it before (D7); null when nobody ever did. */
export async function accountByHandle(text: string): Promise<AccountRef | null> {
  const handle = text.toLowerCase();
  // Text that is no handle matches no account, and Postgres refuses some of it, such as NUL.
  if (!HANDLE.test(handle)) return null;
  const row = await db().handle.findUnique({
    where: { handle },
    select: { account: { select: ACCOUNT_REF } },
  });
  return row?.account ?? null;
}

export async function accountById(id: string): Promise<AccountRef | null> {
  return db().account.findUnique({ where: { id }, select: ACCOUNT_REF });
}

export type MembershipNow = { accountId: string; userId: string; role: Role; lastActiveAt: Date | null };

/** Reads a person's membership now; null for somebody who is not a member. */
export async function membershipOf(accountId: string, userId: string): Promise<MembershipNow | null> {
  return db().membership.findUnique({
    where: { accountId_userId: { accountId, userId } },
    select: { accountId: true, userId: true, role: true, lastActiveAt: true },
  });
}

/** Lists the owners, longest standing first, at most 20: people to ask for what only an owner may do. */
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
