import "server-only";
import { authorize } from "@/lib/access/authorize";
import { usesSeat } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { assertOwnerRemains, memberForWrite } from "@/lib/people/members/member-guards";
import type { RemoveMemberInput } from "@/lib/people/members/schema";
import { freeSeat } from "@/lib/people/seats/seat-entries";

/**
 * Ends a membership and frees its seat. The person's sessions and keys lose the organization with their next request,
 * which reads roles anew. Works in every commercial state: removing access is never sold. Errors: NOT_FOUND, FORBIDDEN
 * above the actor's own role, CONFLICT for the last owner.
 */
export async function removeMember(ctx: AccountContext, { userId }: RemoveMemberInput): Promise<void> {
  authorize(ctx, "member:remove");
  await transaction(async (tx) => {
    const member = await memberForWrite(tx, ctx, "member:remove", userId);
    if (member.role === "owner") await assertOwnerRemains(tx, ctx, userId);
    await tx.membership.delete({ where: { accountId_userId: { accountId: ctx.account.id, userId } } });
    if (usesSeat(member.role)) await freeSeat(tx, ctx, userId);
    await record(tx, ctx, {
      action: "member.removed",
      targets: [{ type: "user", id: userId, name: member.name }],
      changes: [{ path: "role", before: member.role, after: null }],
    });
  });
}
