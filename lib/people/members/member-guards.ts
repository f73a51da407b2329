import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { lockAccount } from "@/lib/access/lock-account";
import type { Permission } from "@/lib/access/permissions";
import { ROLE_WORDS, roleInWords } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { mayGrantRole } from "@/lib/people/members/rules";

/** Locks the account and loads the member to change. Errors: NOT_FOUND, FORBIDDEN for a role above the actor's. */
export async function memberForWrite(
  tx: Tx,
  ctx: AccountContext,
  permission: Permission,
  userId: string,
): Promise<{ role: Role; name: string }> {
  await lockAccount(tx, ctx.account.id);
  const member = await tx.membership.findUnique({
    where: { accountId_userId: { accountId: ctx.account.id, userId } },
    select: { role: true, user: { select: { name: true } } },
  });
  if (!member) throw new AppError("NOT_FOUND", { noun: "member" });
  if (!mayGrantRole(ctx.role, member.role)) {
    const message = `${member.user.name} is ${roleInWords(member.role)}, above your role. Ask an owner.`;
    throw new AppError("FORBIDDEN", { permission, roles: ["owner"], message });
  }
  return { role: member.role, name: member.user.name };
}

/** Refuses to give somebody a role above the actor's own (T2). Errors: FORBIDDEN. */
export function assertMayGrant(ctx: AccountContext, permission: Permission, role: Role): void {
  if (mayGrantRole(ctx.role, role)) return;
  const message = `You cannot grant a role above your own. Ask an owner to grant ${ROLE_WORDS[role].label}.`;
  throw new AppError("FORBIDDEN", { permission, roles: ["owner"], message });
}

/**
 * Refuses to leave the account without an owner. Exact under the lock of `memberForWrite`; a trigger checks again at
 * the commit. Errors: CONFLICT.
 */
export async function assertOwnerRemains(tx: Tx, ctx: AccountContext, userId: string): Promise<void> {
  const others = await tx.membership.count({
    where: { accountId: ctx.account.id, role: "owner", userId: { not: userId } },
  });
  if (others > 0) return;
  throw new AppError("CONFLICT", {
    message: "This is the last owner, and an organization always has one. Make somebody else an owner first.",
  });
}
