import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { lockAccount } from "@/lib/access/lock-account";
import { ROLE_WORDS } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { mayGrantRole } from "@/lib/people/members/rules";

export type PendingInvitation = { id: string; email: string; role: Role; reservationId: string | null };

/** Nobody sends or withdraws an invitation to a role above their own (T2). Errors: FORBIDDEN. */
export function assertMayInvite(ctx: AccountContext, role: Role): void {
  if (mayGrantRole(ctx.role, role)) return;
  const message = `You cannot grant a role above your own. Ask an owner to grant ${ROLE_WORDS[role].label}.`;
  throw new AppError("FORBIDDEN", { permission: "member:invite", roles: ["owner"], message });
}

/** Locks the account and loads its pending invitation. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it has ended. */
export async function invitationForWrite(tx: Tx, ctx: AccountContext, id: string): Promise<PendingInvitation> {
  await lockAccount(tx, ctx.account.id);
  const invitation = await tx.invitation.findUnique({
    where: { id, accountId: ctx.account.id },
    select: { id: true, email: true, role: true, reservationId: true, state: true },
  });
  if (!invitation) throw new AppError("NOT_FOUND", { noun: "invitation" });
  const { state, ...pending } = invitation;
  assertMayInvite(ctx, invitation.role);
  if (state !== "pending") {
    throw new AppError("CONFLICT", { message: `This invitation is ${state} already.` });
  }
  return pending;
}
