import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import { usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { reserveEntitlement } from "@/lib/entitlements/reserve-entitlement";
import { AppError } from "@/lib/errors";
import { digest, newId, newSecret } from "@/lib/ids";
import { expireInvitationsOf } from "@/lib/people/invites/expire-invitations";
import { invitationEnd } from "@/lib/people/invites/rules";
import type { InviteMemberInput } from "@/lib/people/invites/schema";
import { limitSender, sendInvitation } from "@/lib/people/invites/send-invitation";
import { assertMayGrant } from "@/lib/people/members/member-guards";
import { NEW_MEMBER } from "@/lib/people/members/rules";

export type SentInvitation = { id: string; email: string; expiresAt: string };

/**
 * Invites an address; does not look whether somebody signed up with it. A role with a seat reserves one until the
 * invitation ends. Errors: FORBIDDEN, RATE_LIMITED, ENTITLEMENT_REQUIRED, LOCKED, LIMIT_REACHED without a free seat,
 * CONFLICT for a member or an address that is invited already.
 */
export async function inviteMember(ctx: AccountContext, { email, role }: InviteMemberInput): Promise<SentInvitation> {
  authorize(ctx, "member:invite");
  assertMayGrant(ctx, "member:invite", role);
  const invitedById = await limitSender(ctx);
  const token = newSecret();
  const id = newId();
  const createdAt = now();
  const expiresAt = invitationEnd(createdAt);

  await transaction(async (tx) => {
    await lockAccount(tx, ctx.account.id);
    await expireInvitationsOf(tx, ctx, createdAt);
    await requireEntitlement(tx, ctx, NEW_MEMBER);
    await assertNotHere(tx, ctx, email);
    const hold = { key: "seats", amount: 1, resource: id, expiresAt } as const;
    const reservationId = usesSeat(role) ? await reserveEntitlement(tx, ctx, hold) : null;
    await tx.invitation.create({
      data: {
        id,
        accountId: ctx.account.id,
        email,
        role,
        tokenHash: digest(token),
        state: "pending",
        reservationId,
        invitedById,
        createdAt,
        expiresAt,
      },
    });
    await sendInvitation(tx, ctx, { email, role, token, expiresAt });

    await record(tx, ctx, {
      action: "member.invited",
      targets: [{ type: "invitation", id, name: email }],
      metadata: { role, expiresAt: expiresAt.toISOString() },
    });
  });
  return { id, email, expiresAt: expiresAt.toISOString() };
}

async function assertNotHere(tx: Tx, ctx: AccountContext, email: string): Promise<void> {
  const accountId = ctx.account.id;
  if ((await tx.membership.count({ where: { accountId, user: { email } } })) > 0) {
    throw new AppError("CONFLICT", { message: `${email} is a member already.` });
  }
  if ((await tx.invitation.count({ where: { accountId, email, state: "pending" } })) > 0) {
    throw new AppError("CONFLICT", { message: `${email} is invited already. Send that invitation again instead.` });
  }
}
