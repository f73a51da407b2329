import "server-only";
import type { Role } from "@/generated/prisma/enums";
import type { AccountContext, AccountRef } from "@/lib/access/types";
import { db } from "@/lib/db";
import { HANDLE } from "@/lib/people/accounts/rules";

const ref = { id: true, handle: true, name: true, kind: true } as const;

/** The account that owns a handle now or owned it before (D7); null when nobody ever did. */
export async function accountByHandle(text: string): Promise<AccountRef | null> {
  const handle = text.toLowerCase();
  // Nobody can have it, and not every text can be asked for.
  if (!HANDLE.test(handle)) return null;
  const row = await db().handle.findUnique({
    where: { handle },
    select: { account: { select: ref } },
  });
  return row?.account ?? null;
}

export async function accountById(id: string): Promise<AccountRef | null> {
  return db().account.findUnique({ where: { id }, select: ref });
}

export type MembershipNow = { accountId: string; userId: string; role: Role; lastActiveAt: Date | null };

/** A person's membership as it stands now; null for whoever is no member. */
export async function membershipOf(accountId: string, userId: string): Promise<MembershipNow | null> {
  return db().membership.findUnique({
    where: { accountId_userId: { accountId, userId } },
    select: { accountId: true, userId: true, role: true, lastActiveAt: true },
  });
}

export type AccountMembership = AccountRef & { role: Role };

/** Every account of a person, the personal one first, then organizations by name. At most 200. */
export async function accountsOf(userId: string): Promise<AccountMembership[]> {
  const rows = await db().membership.findMany({
    where: { userId },
    select: { role: true, account: { select: ref } },
    orderBy: [{ account: { kind: "asc" } }, { account: { name: "asc" } }],
    take: 200,
  });
  return rows.map((row) => ({ ...row.account, role: row.role }));
}

export type Profile = { name: string; bio: string; handle: string; email: string; formerHandles: string[] };

/** What a person's profile page shows and edits. */
export async function profileOf(ctx: AccountContext): Promise<Profile> {
  const { id } = ctx.account;
  const row = await db().account.findUniqueOrThrow({
    where: { id },
    select: {
      name: true,
      bio: true,
      handle: true,
      personalUser: { select: { email: true } },
      handles: { select: { handle: true }, orderBy: { createdAt: "asc" } },
    },
  });
  const formerHandles = row.handles.map(({ handle }) => handle).filter((handle) => handle !== row.handle);
  return { name: row.name, bio: row.bio, handle: row.handle, email: row.personalUser?.email ?? "", formerHandles };
}
