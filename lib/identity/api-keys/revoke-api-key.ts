import "server-only";
import { forgetKey } from "@/lib/access/authenticate-key";
import { authorize } from "@/lib/access/authorize";
import { matchesPattern } from "@/lib/access/key-patterns";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { releaseEntitlement } from "@/lib/entitlements/consume-entitlement";
import { AppError } from "@/lib/errors";
import { revokeApiKeySchema } from "@/lib/identity/api-keys/schema";

/**
 * Revokes a key and frees its place; every instance refuses it within a second. Does nothing for a revoked key. Works
 * in every commercial state. Errors: FORBIDDEN, also when the acting key has package patterns and the other reaches
 * further; NOT_FOUND for a key of another account.
 */
export async function revokeApiKey(ctx: AccountContext, id: string): Promise<void> {
  authorize(ctx, "key:manage");
  await endKey(ctx, id);
}

/** Like `revokeApiKey`, for a key that ends itself: that needs no scope. */
export async function endKey(ctx: AccountContext, id: string): Promise<void> {
  const isId = revokeApiKeySchema.safeParse({ id }).success;
  const key =
    isId &&
    (await db().apiKey.findFirst({
      where: { id, accountId: ctx.account.id },
      select: { name: true, prefix: true, tokenHash: true, packagePatterns: true },
    }));
  if (!key) throw new AppError("NOT_FOUND", { noun: "token" });
  if (ctx.key && ctx.key.keyId !== id && !reaches(ctx.key.packagePatterns, key.packagePatterns)) {
    const message =
      "This token is limited to some packages and cannot revoke a token with more access. Use the dashboard.";
    throw new AppError("FORBIDDEN", { permission: "key:manage", roles: [], message });
  }

  await transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now() } });
    if (count === 0) return;
    await releaseEntitlement(tx, ctx, [
      { key: "api_keys", amount: 1, idempotencyKey: `key:${id}:revoked`, resource: id },
    ]);
    await record(tx, ctx, {
      action: "key.revoked",
      targets: [{ type: "key", id, name: key.name }],
      metadata: { prefix: key.prefix },
    });
  });
  forgetKey(key.tokenHash);
}

function reaches(held: readonly string[], patterns: readonly string[]): boolean {
  return held.length === 0 || (patterns.length > 0 && patterns.every((pattern) => matchesPattern(held, pattern)));
}
