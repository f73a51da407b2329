import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { AppError } from "@/lib/errors";
import type { RenameOrganizationInput } from "@/lib/people/organizations/schema";

/** Changes an organization's name; its handle stays. Does nothing for the same name. */
export async function renameOrganization(ctx: AccountContext, { name }: RenameOrganizationInput): Promise<void> {
  authorize(ctx, "account:update");
  const { id, handle, kind } = ctx.account;
  if (kind !== "organization") throw new AppError("NOT_FOUND", { noun: "organization" });
  await transaction(async (tx) => {
    await lockAccount(tx, id);
    await requireEntitlement(tx, ctx, { action: "write" });
    const before = await tx.account.findUniqueOrThrow({ where: { id }, select: { name: true } });
    if (before.name === name) return;
    await tx.account.update({ where: { id }, data: { name } });
    await record(tx, ctx, {
      action: "account.renamed",
      targets: [{ type: "account", id, name: handle }],
      changes: [{ path: "name", before: before.name, after: name }],
    });
  });
}
