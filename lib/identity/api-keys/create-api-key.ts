import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { insertKey, type NewKey } from "@/lib/identity/api-keys/insert-key";
import { expiryAfter, type KeyReach, withinParent } from "@/lib/identity/api-keys/rules";
import type { CreateApiKeyInput } from "@/lib/identity/api-keys/schema";
import type { CreatedKey } from "@/lib/identity/api-keys/types";

const VIA = {
  user: "dashboard",
  key: "token",
  operator: "system",
  system: "system",
  stripe: "system",
} as const satisfies Record<AccountContext["actor"]["type"], NewKey["via"]>;

/**
 * Creates a token for the person of the personal account `ctx`; only the returned value holds it. A key can create
 * keys, but never wider than itself. Errors: FORBIDDEN, VALIDATION, ENTITLEMENT_REQUIRED, LIMIT_REACHED, LOCKED.
 */
export async function createApiKey(ctx: AccountContext, input: CreateApiKeyInput): Promise<CreatedKey> {
  authorize(ctx, "key:manage");
  const { name, expiresInDays, ...rest } = input;
  const createdAt = now();
  const wanted = { ...rest, expiresAt: expiryAfter(expiresInDays, createdAt) };
  return transaction(async (tx) => {
    const reach = ctx.key ? await narrowed(tx, ctx.key.keyId, wanted) : wanted;
    return insertKey(tx, ctx, { name, ...reach, createdAt, via: VIA[ctx.actor.type] });
  });
}

/** Locks the parent, so that it cannot be revoked while its child is created. */
async function narrowed(tx: Tx, keyId: string, wanted: KeyReach): Promise<KeyReach> {
  await tx.$queryRaw`SELECT 1 FROM "ApiKey" WHERE "id" = ${keyId}::uuid FOR SHARE`;
  const parent = await tx.apiKey.findUniqueOrThrow({ where: { id: keyId } });
  if (parent.revokedAt) throw new AppError("UNAUTHENTICATED", { reason: "revoked" });
  const reach = withinParent(wanted, parent);
  if (typeof reach === "string") {
    throw new AppError("FORBIDDEN", { permission: "key:manage", roles: [], message: reach });
  }
  return reach;
}
