import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import type { AuditChange } from "@/lib/audit/types";
import { transaction } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { AppError } from "@/lib/errors";
import type { ProfileInput } from "@/lib/people/accounts/schema";

/**
 * Changes a person's name and bio, and with it the name of the personal account. Errors: FORBIDDEN, NOT_FOUND for an
 * organization, LOCKED by the account's state. Writes and records nothing when nothing differs.
 */
export async function changeProfile(ctx: AccountContext, input: ProfileInput): Promise<void> {
  authorize(ctx, "account:update");
  const { id, handle, kind } = ctx.account;
  if (kind !== "personal") throw new AppError("NOT_FOUND", { noun: "profile" });
  await transaction(async (tx) => {
    await lockAccount(tx, id);
    await requireEntitlement(tx, ctx, { action: "write" });
    const before = await tx.account.findUniqueOrThrow({
      where: { id },
      select: { name: true, bio: true, personalUserId: true },
    });
    const changes: AuditChange[] = (["name", "bio"] as const)
      .filter((field) => before[field] !== input[field])
      .map((field) => ({ path: field, before: before[field], after: input[field] }));
    if (changes.length === 0) return;

    await tx.account.update({ where: { id }, data: { name: input.name, bio: input.bio } });
    if (before.personalUserId)
      await tx.user.update({ where: { id: before.personalUserId }, data: { name: input.name } });

    await record(tx, ctx, {
      action: changes.some(({ path }) => path === "name") ? "account.renamed" : "account.profile_changed",
      targets: [{ type: "account", id, name: handle }],
      changes,
    });
  });
}
