import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { joiningContext } from "@/lib/access/context";
import { lockAccount } from "@/lib/access/lock-account";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountContext, AccountRef, Viewer } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { db, type Tx, transaction } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { confirmReservation } from "@/lib/entitlements/reserve-entitlement";
import { AppError, conflict } from "@/lib/errors";
import { digest } from "@/lib/ids";
import type { AcceptInvitationInput } from "@/lib/people/invites/schema";
import { NEW_MEMBER } from "@/lib/people/members/rules";

type Found = {
  id: string;
  email: string;
  role: Role;
  reservationId: string | null;
  account: AccountRef;
};

const ENDED = {
  pending: "This invitation has expired. Ask the person who invited you to send it again.",
  expired: "This invitation has expired. Ask the person who invited you to send it again.",
  revoked: "This invitation was withdrawn. Ask the person who invited you for a new one.",
  accepted: "This invitation was used already.",
} as const;

/**
 * Makes the viewer a member, if the invitation is for their verified address, and gives them the reserved seat; of
 * parallel calls one succeeds. Errors: UNAUTHENTICATED, NOT_FOUND for an unknown link, FORBIDDEN for another address,
 * ENTITLEMENT_REQUIRED and LOCKED by the organization's state, CONFLICT when the invitation has ended.
 */
export async function acceptInvitation(viewer: Viewer, { token }: AcceptInvitationInput): Promise<AccountRef> {
  const found = await db().invitation.findUnique({
    where: { tokenHash: digest(token) },
    select: {
      id: true,
      email: true,
      role: true,
      reservationId: true,
      account: { select: ACCOUNT_REF },
    },
  });
  if (!found) throw new AppError("NOT_FOUND", { noun: "invitation" });

  const ctx = joiningContext(viewer, found.account, found.role);
  const userId = viewer.userId ?? "";
  await assertInvited(userId, found.email);

  await transaction(async (tx) => {
    await lockAccount(tx, found.account.id);
    await requireEntitlement(tx, ctx, NEW_MEMBER);
    await closeInvitation(tx, found.id, digest(token));
    await join(tx, ctx, found, userId);
  });
  return found.account;
}

/** The refusal hides the invited address from the holder of a forwarded link. */
async function assertInvited(userId: string, email: string): Promise<void> {
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailVerifiedAt: true },
  });
  if (user.email === email && user.emailVerifiedAt) return;
  throw new AppError("FORBIDDEN", {
    permission: "invitation:accept",
    roles: [],
    message: "This invitation is for another e-mail address. Sign in with the address it was sent to.",
  });
}

/** A conditional write that only one caller passes; it includes the digest, since a resend replaces the link. */
async function closeInvitation(tx: Tx, id: string, tokenHash: string): Promise<void> {
  const at = now();
  const { count } = await tx.invitation.updateMany({
    where: { id, tokenHash, state: "pending", expiresAt: { gt: at } },
    data: { state: "accepted", endedAt: at },
  });
  if (count === 1) return;
  const { state } = await tx.invitation.findUniqueOrThrow({ where: { id }, select: { state: true } });
  throw conflict(ENDED[state]);
}

async function join(tx: Tx, ctx: AccountContext, { id, role, reservationId }: Found, userId: string): Promise<void> {
  const accountId = ctx.account.id;
  const at = now();
  const { count } = await tx.membership.createMany({
    data: [{ accountId, userId, role, joinedAt: at, lastActiveAt: at }],
    skipDuplicates: true,
  });
  if (count === 0) throw conflict(`You are a member of ${ctx.account.name} already.`);
  if (reservationId) {
    await confirmReservation(tx, ctx, reservationId);
    const hold = await tx.reservation.findUnique({ where: { id: reservationId }, select: { state: true } });
    // An ended reservation gives no seat, so it must not give a membership that uses one.
    if (hold?.state !== "confirmed") throw conflict(ENDED.expired);
  }

  await record(tx, ctx, {
    action: "member.joined",
    targets: [
      { type: "user", id: userId, name: ctx.actor.name },
      { type: "invitation", id, name: ctx.account.handle },
    ],
    changes: [{ path: "role", before: null, after: role }],
  });
}
