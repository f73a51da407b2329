import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import { limitRate } from "@/lib/access/rate-limit";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { AppError } from "@/lib/errors";
import { assertHandlesLeft, claimHandle } from "@/lib/people/accounts/claim-handle";
import { handleProblem } from "@/lib/people/accounts/rules";
import type { ChangeHandleInput } from "@/lib/people/accounts/schema";

/**
 * Gives an account another handle (D7). The old one stays its alias for ever, packages keep their names, and the
 * account can take back its own former handles. Errors: FORBIDDEN, RATE_LIMITED, VALIDATION, LOCKED and
 * ENTITLEMENT_REQUIRED by the account's state, CONFLICT when it is taken.
 */
export async function changeHandle(ctx: AccountContext, { handle }: ChangeHandleInput): Promise<{ handle: string }> {
  authorize(ctx, "account:update");
  const problem = handleProblem(handle);
  if (problem) throw new AppError("VALIDATION", { message: problem, fields: { handle: [problem] } });

  const { id } = ctx.account;
  await limitRate("account-handle", id);

  await transaction(async (tx) => {
    await lockAccount(tx, id);
    await requireEntitlement(tx, ctx, { action: "write" });
    const before = await tx.account.findUniqueOrThrow({ where: { id }, select: { handle: true } });
    if (before.handle === handle) return;
    await assertHandlesLeft(tx, id, handle);
    if (!(await claimHandle(tx, id, handle))) {
      throw new AppError("CONFLICT", { message: `The handle ${handle} is taken. Choose another one.` });
    }
    await tx.account.update({ where: { id }, data: { handle } });
    await applyEntitlements(tx, id);
    await record(tx, ctx, {
      action: "account.handle_changed",
      targets: [{ type: "account", id, name: handle }],
      changes: [{ path: "handle", before: before.handle, after: handle }],
    });
  });
  return { handle };
}
