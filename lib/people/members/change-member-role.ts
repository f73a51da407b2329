import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import { ROLE_WORDS, usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { AppError } from "@/lib/errors";
import { assertOwnerRemains, memberForWrite } from "@/lib/people/members/member-guards";
import { actionOfRoleChange, mayGrantRole } from "@/lib/people/members/rules";
import type { ChangeMemberRoleInput } from "@/lib/people/members/schema";
import { freeSeat, takeSeat } from "@/lib/people/seats/seat-entries";

/**
 * Changes a member's role, from their next request on. Takes or frees a seat when the new role needs one or no longer
 * does. Errors: NOT_FOUND, FORBIDDEN above the actor's own role, LIMIT_REACHED and LOCKED for a seat, CONFLICT for the
 * last owner.
 */
export async function changeMemberRole(ctx: AccountContext, { userId, role }: ChangeMemberRoleInput): Promise<void> {
  authorize(ctx, "member:role");
  await transaction(async (tx) => {
    const member = await memberForWrite(tx, ctx, "member:role", userId);
    if (member.role === role) return;

    assertMayGrant(ctx, role);
    const action = actionOfRoleChange(member.role, role);
    if (action) await requireEntitlement(tx, ctx, { action, features: ["org.collaboration"] });
    if (member.role === "owner") await assertOwnerRemains(tx, ctx, userId);

    await tx.membership.update({
      where: { accountId_userId: { accountId: ctx.account.id, userId } },
      data: { role },
    });
    if (usesSeat(role) && !usesSeat(member.role)) await takeSeat(tx, ctx, userId);
    if (!usesSeat(role) && usesSeat(member.role)) await freeSeat(tx, ctx, userId);

    await record(tx, ctx, {
      action: "member.role_changed",
      targets: [{ type: "user", id: userId, name: member.name }],
      changes: [{ path: "role", before: member.role, after: role }],
    });
  });
}

function assertMayGrant(ctx: AccountContext, role: Role): void {
  if (mayGrantRole(ctx.role, role)) return;
  throw new AppError("FORBIDDEN", {
    permission: "member:role",
    roles: ["owner"],
    message: `You cannot grant a role above your own. Ask an owner to grant ${ROLE_WORDS[role].label}.`,
  });
}
