import "server-only";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import { requireWritable } from "@/lib/entitlements/frozen-items";
import { limitOf } from "@/lib/packages/publish/rules";
import type { LockedPackage } from "@/lib/packages/publish/types";

/** Refuses a write to a package beyond its limit (B5), with the package locked. Errors: LIMIT_REACHED. */
export async function requireWritablePackage(tx: Tx, ctx: AccountContext, row: LockedPackage): Promise<void> {
  await requireWritable(tx, ctx, { key: limitOf(row.visibility), id: row.id, subject: row.name });
}
