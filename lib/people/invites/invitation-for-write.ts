import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { assertMayGrant } from "@/lib/people/members/member-guards";

export type PendingInvitation = { id: string; email: string; role: Role; reservationId: string | null };

/** Locks the account and loads its pending invitation. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it has ended. */
export async function invitationForWrite(tx: Tx, ctx: AccountContext, id: string): Promise<PendingInvitation> {
  await lockAccount(tx, ctx.account.id);
  const invitation = await tx.invitation.findUnique({
    where: { id, accountId: ctx.account.id },
    select: { id: true, email: true, role: true, reservationId: true, state: true },
  });
  if (!invitation) throw new AppError("NOT_FOUND", { noun: "invitation" });
  const { state, ...pending } = invitation;
  assertMayGrant(ctx, "member:invite", invitation.role);
  if (state !== "pending") {
    throw new AppError("CONFLICT", { message: `This invitation is ${state} already.` });
  }
  return pending;
}
