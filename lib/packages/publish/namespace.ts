import "server-only";
import { accountByHandle } from "@/lib/access/queries";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { splitName } from "@/lib/packages/npm/names";

/**
 * Finds a name's account: the owner of the existing package, else of its scope, else the account that
 * `REGISTRY_OPEN_NAMES` gives unscoped and foreign names to (N8). Errors: NOT_FOUND.
 */
export async function accountOfName(name: string): Promise<string> {
  const owner = await ownerOfName(name);
  if (owner) return owner.accountId;
  const scoped = splitName(name).scope !== null;
  throw new AppError("NOT_FOUND", { noun: scoped ? "scope" : "package; new packages need a scope" });
}

type Owner = { accountId: string; exists: boolean; scope: string | null };

async function ownerOfName(name: string): Promise<Owner | null> {
  const { scope } = splitName(name);
  const existing = await db().package.findUnique({ where: { name }, select: { accountId: true } });
  if (existing) return { ...existing, exists: true, scope };
  const owner = scope === null ? null : await accountByHandle(scope);
  if (owner) return { accountId: owner.id, exists: false, scope };
  const open = env().REGISTRY_OPEN_NAMES;
  const fallback = open === "" ? null : await accountByHandle(open);
  return fallback && { accountId: fallback.id, exists: false, scope: null };
}

/** The sentence why the account cannot publish under a name; null when it can. */
export async function namespaceProblem({ account }: AccountContext, name: string): Promise<string | null> {
  const owner = await ownerOfName(name);
  if (owner?.accountId !== account.id) {
    return `${name} is not in the namespace of ${account.name}. Names published here begin with @${account.handle}/.`;
  }
  // D7: a former handle keeps the packages published under it and takes no new ones.
  if (owner.exists || owner.scope === null || owner.scope === account.handle) return null;
  return `@${owner.scope} is a former handle: new packages of ${account.name} begin with @${account.handle}/.`;
}

/**
 * Checks the name of every publish. Errors: VALIDATION for a name of another account, of nobody, or under a former
 * handle.
 */
export async function assertOwnName(ctx: AccountContext, name: string): Promise<void> {
  const message = await namespaceProblem(ctx, name);
  if (message !== null) throw new AppError("VALIDATION", { message, fields: { name: [message] } });
}
