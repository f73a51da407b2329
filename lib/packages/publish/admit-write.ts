import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { Permission } from "@/lib/access/permissions";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";

/**
 * What is known of a write before its body is read: the permission, then the account's state. Errors: FORBIDDEN,
 * ENTITLEMENT_REQUIRED, LOCKED; LIMIT_REACHED for a key that the plan makes read-only.
 */
export async function admitWrite(ctx: AccountContext, permission: Permission, name: string): Promise<void> {
  authorize(ctx, permission, name);
  await requireEntitlement(db(), ctx, { action: "write" });
}
