import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountContext, AccountRef } from "@/lib/access/types";
import { db } from "@/lib/db";

export type AccountMembership = AccountRef & { role: Role };

/** Lists every account of a person: the personal one first, then organizations by name. At most 200. */
export async function accountsOf(userId: string): Promise<AccountMembership[]> {
  const rows = await db().membership.findMany({
    where: { userId },
    select: { role: true, account: { select: ACCOUNT_REF } },
    orderBy: [{ account: { kind: "asc" } }, { account: { name: "asc" } }],
    take: 200,
  });
  return rows.map((row) => ({ ...row.account, role: row.role }));
}

export type Profile = { name: string; bio: string; handle: string; email: string; formerHandles: string[] };

/** Reads what a person's profile page shows and edits. */
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
