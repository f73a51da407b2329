import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { Permission } from "@/lib/access/permissions";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { AppError } from "@/lib/errors";
import { lockPackage } from "@/lib/packages/publish/lock-package";
import { requireWritablePackage } from "@/lib/packages/publish/require-writable-package";
import type { LockedPackage } from "@/lib/packages/publish/types";

/**
 * Starts every later write to a package: checks the permission and the account's state, then locks the row.
 * Errors: FORBIDDEN, LOCKED, ENTITLEMENT_REQUIRED; NOT_FOUND for a package of another account; LIMIT_REACHED for one
 * that the plan makes read-only.
 */
export async function openForChange(
  tx: Tx,
  ctx: AccountContext,
  name: string,
  permission: Permission,
): Promise<LockedPackage> {
  authorize(ctx, permission, name);
  await requireEntitlement(tx, ctx, { action: "write" });
  const row = await lockPackage(tx, name);
  if (!row || row.removed || row.accountId !== ctx.account.id) throw new AppError("NOT_FOUND", { noun: "package" });
  // Unpublishing frees room, so it works on frozen packages too.
  if (permission !== "package:unpublish") await requireWritablePackage(tx, ctx, row);
  return row;
}
