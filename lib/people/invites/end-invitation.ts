import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { releaseReservation } from "@/lib/entitlements/reserve-entitlement";
import type { PendingInvitation } from "@/lib/people/invites/invitation-for-write";

type Ending = { state: "revoked"; action: "invitation.revoked" } | { state: "expired"; action: "invitation.expired" };
type Pending = Omit<PendingInvitation, "role">;

/** Ends a pending invitation and frees the seat it reserved. Call it with the organization locked. */
export async function endInvitation(tx: Tx, ctx: AccountContext, invitation: Pending, ending: Ending): Promise<void> {
  const { id, email, reservationId } = invitation;
  const { count } = await tx.invitation.updateMany({
    where: { id, accountId: ctx.account.id, state: "pending" },
    data: { state: ending.state, endedAt: now() },
  });
  if (count === 0) return;
  if (reservationId) await releaseReservation(tx, reservationId);
  await record(tx, ctx, { action: ending.action, targets: [{ type: "invitation", id, name: email }] });
}
