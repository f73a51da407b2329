import "server-only";
import type { Visibility } from "@/generated/prisma/enums";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { settleEntitlement } from "@/lib/entitlements/consume-entitlement";
import { bumpRevision } from "@/lib/packages/publish/bump-revision";
import { limitOf } from "@/lib/packages/publish/rules";
import { openForChange } from "@/lib/packages/upkeep/open-for-change";

export type ChangeVisibilityInput = { name: string; visibility: Visibility };

/**
 * Changes a package's visibility and moves it from one limit to the other. Errors: ENTITLEMENT_REQUIRED and
 * LIMIT_REACHED of the new one.
 */
export async function changeVisibility(ctx: AccountContext, input: ChangeVisibilityInput): Promise<void> {
  await transaction(async (tx) => {
    const row = await openForChange(tx, ctx, input.name, "package:visibility");
    if (row.visibility === input.visibility) return;
    const move = { amount: 1, resource: row.id, subject: row.name };
    const key = `visibility:${row.id}:${row.revision}`;
    await settleEntitlement(tx, ctx, {
      take: [{ ...move, key: limitOf(input.visibility), idempotencyKey: `${key}:to` }],
      give: [{ ...move, key: limitOf(row.visibility), idempotencyKey: `${key}:from` }],
    });
    await tx.package.update({ where: { id: row.id }, data: { visibility: input.visibility } });
    await bumpRevision(tx, row.id);
    await record(tx, ctx, {
      action: "package.visibility_changed",
      targets: [{ type: "package", id: row.id, name: row.name }],
      changes: [{ path: "visibility", before: row.visibility, after: input.visibility }],
    });
  });
}
