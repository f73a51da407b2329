import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { transaction } from "@/lib/db";
import { endInvitation } from "@/lib/people/invites/end-invitation";
import { invitationForWrite } from "@/lib/people/invites/invitation-for-write";
import type { InvitationIdInput } from "@/lib/people/invites/schema";

/**
 * Withdraws a pending invitation: ends its link and frees its seat. Works in every commercial state. Errors: NOT_FOUND,
 * FORBIDDEN, CONFLICT when it has ended.
 */
export async function revokeInvitation(ctx: AccountContext, { invitationId }: InvitationIdInput): Promise<void> {
  authorize(ctx, "member:invite");
  await transaction(async (tx) => {
    const invitation = await invitationForWrite(tx, ctx, invitationId);
    await endInvitation(tx, ctx, invitation, { state: "revoked", action: "invitation.revoked" });
  });
}
