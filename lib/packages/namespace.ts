import "server-only";
import { accountByHandle } from "@/lib/accounts/queries";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { splitName } from "@/lib/npm/names";

/**
 * The account a name belongs to: that of the package where it exists, else the owner of its scope, else the account
 * that `REGISTRY_OPEN_NAMES` gives unscoped and foreign names to (N8). Errors: NOT_FOUND.
 */
export async function accountOfName(name: string): Promise<string> {
  const existing = await db().package.findUnique({ where: { name }, select: { accountId: true } });
  if (existing) return existing.accountId;
  const { scope } = splitName(name);
  const owner = scope === null ? null : await accountByHandle(scope);
  if (owner) return owner.id;
  const open = env().REGISTRY_OPEN_NAMES;
  const fallback = open === "" ? null : await accountByHandle(open);
  if (fallback) return fallback.id;
  throw new AppError("NOT_FOUND", { noun: scope === null ? "package; new packages need a scope" : "scope" });
}
