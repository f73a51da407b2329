import "server-only";
import { authorize } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";
import type { AccountContext } from "@/lib/auth/types";
import type { Tx } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { AppError } from "@/lib/errors";
import { lockPackage } from "@/lib/packages/lock-package";
import type { LockedPackage } from "@/lib/packages/types";

/**
 * How every later write to a package begins: the permission, the account's state, then the locked row.
 * Errors: FORBIDDEN, LOCKED, ENTITLEMENT_REQUIRED; NOT_FOUND for a package of another account.
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
  return row;
}
