import "server-only";
import { authorize } from "@/lib/access/authorize";
import { usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { transaction } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { releaseReservation, reserveEntitlement } from "@/lib/entitlements/reserve-entitlement";
import { digest, newSecret } from "@/lib/ids";
import { invitationForWrite } from "@/lib/people/invites/invitation-for-write";
import { invitationEnd } from "@/lib/people/invites/rules";
import type { InvitationIdInput } from "@/lib/people/invites/schema";
import { limitSender, sendInvitation } from "@/lib/people/invites/send-invitation";
import { NEW_MEMBER } from "@/lib/people/members/rules";

/**
 * Sends a pending invitation again, with a new link for another 14 days; the former link stops working, the seat stays
 * reserved. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED, LOCKED, LIMIT_REACHED, CONFLICT when it has ended.
 */
export async function resendInvitation(
  ctx: AccountContext,
  { invitationId }: InvitationIdInput,
): Promise<{ expiresAt: string }> {
  authorize(ctx, "member:invite");
  await limitSender(ctx);
  const token = newSecret();
  const expiresAt = invitationEnd(now());

  await transaction(async (tx) => {
    const { id, email, role, reservationId } = await invitationForWrite(tx, ctx, invitationId);
    await requireEntitlement(tx, ctx, NEW_MEMBER);
    // Releases and reserves the seat in one transaction, so nobody takes it in between; an ended reservation is made
    // anew.
    if (reservationId) await releaseReservation(tx, reservationId);

    const hold = { key: "seats", amount: 1, resource: id, expiresAt } as const;
    await tx.invitation.update({
      where: { id },
      data: {
        tokenHash: digest(token),
        expiresAt,
        reservationId: usesSeat(role) ? await reserveEntitlement(tx, ctx, hold) : null,
      },
    });
    await sendInvitation(tx, ctx, { email, role, token, expiresAt });

    await record(tx, ctx, {
      action: "invitation.resent",
      targets: [{ type: "invitation", id, name: email }],
      metadata: { expiresAt: expiresAt.toISOString() },
    });
  });
  return { expiresAt: expiresAt.toISOString() };
}
