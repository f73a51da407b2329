import "server-only";
import { authorize } from "@/lib/access/authorize";
import { usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { assertMayGrant, assertOwnerRemains, memberForWrite } from "@/lib/people/members/member-guards";
import { actionOfRoleChange, COLLABORATION } from "@/lib/people/members/rules";
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

    assertMayGrant(ctx, "member:role", role);
    const action = actionOfRoleChange(member.role, role);
    if (action) await requireEntitlement(tx, ctx, { action, features: [COLLABORATION] });
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
