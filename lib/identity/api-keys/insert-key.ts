import "server-only";
import { newToken, shownPrefix } from "@/lib/access/secret";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import type { Tx } from "@/lib/db";
import { requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { consumeEntitlement } from "@/lib/entitlements/consume-entitlement";
import { AppError } from "@/lib/errors";
import type { KeyReach } from "@/lib/identity/api-keys/rules";
import type { CreatedKey } from "@/lib/identity/api-keys/types";
import { digest, newId } from "@/lib/ids";

export type NewKey = KeyReach & {
  name: string;
  createdAt: Date;
  via: "dashboard" | "token" | "registry login" | "system";
};

/**
 * Creates a key of the account's person in the caller's transaction: takes room in the plan, writes the row and the
 * audit event, which never contains the secret. Errors: LIMIT_REACHED, ENTITLEMENT_REQUIRED, LOCKED, VALIDATION.
 */
export async function insertKey(tx: Tx, ctx: AccountContext, key: NewKey): Promise<CreatedKey> {
  const id = newId();
  const token = newToken();
  const { personalUserId: userId } = await tx.account.findUniqueOrThrow({
    where: { id: ctx.account.id },
    select: { personalUserId: true },
  });
  if (!userId)
    throw new AppError("VALIDATION", { message: "A token belongs to a person: create it in your own settings." });

  await requireEntitlement(tx, ctx, { action: "growth" });
  await consumeEntitlement(tx, ctx, [{ key: "api_keys", amount: 1, idempotencyKey: `key:${id}`, resource: id }]);
  const { name, scopes, packagePatterns, cidrs, createdAt, expiresAt } = key;
  await tx.apiKey.create({
    data: {
      id,
      accountId: ctx.account.id,
      userId,
      name,
      prefix: shownPrefix(token),
      tokenHash: digest(token),
      scopes: [...scopes],
      packagePatterns: [...packagePatterns],
      cidrs: [...cidrs],
      createdAt,
      expiresAt,
    },
  });
  const until = expiresAt?.toISOString() ?? null;

  await record(tx, ctx, {
    action: "key.created",
    targets: [{ type: "key", id, name }],
    changes: [
      { path: "scopes", before: null, after: scopes },
      { path: "packagePatterns", before: null, after: packagePatterns },
      { path: "cidrs", before: null, after: cidrs },
      { path: "expiresAt", before: null, after: until },
    ],
    metadata: { prefix: shownPrefix(token), via: key.via },
  });
  return { id, token, name, scopes, packagePatterns, cidrs, createdAt: createdAt.toISOString(), expiresAt: until };
}
