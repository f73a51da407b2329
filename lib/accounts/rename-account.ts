import "server-only";
import type { ProfileInput } from "@/lib/accounts/schema";
import { record } from "@/lib/audit/record";
import type { AuditChange } from "@/lib/audit/types";
import { authorize } from "@/lib/auth/authorize";
import type { AccountContext } from "@/lib/auth/types";
import { transaction } from "@/lib/db";

/**
 * Changes an account's name and bio. A personal account's name is its person's name, so both change.
 * Errors: FORBIDDEN. Writes and records nothing when nothing differs.
 */
export async function renameAccount(ctx: AccountContext, input: ProfileInput): Promise<void> {
  authorize(ctx, "account:update");
  const { id, handle } = ctx.account;
  await transaction(async (tx) => {
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
