import "server-only";
import { contextForAccount } from "@/lib/access/context";
import { KEY_SCOPES } from "@/lib/access/permissions";
import type { RequestInfo } from "@/lib/access/types";
import { now, realNow } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { insertKey } from "@/lib/identity/api-keys/insert-key";
import { loginKeyName, POLL_SECONDS } from "@/lib/identity/api-keys/login-rules";
import { personalAccountOf } from "@/lib/identity/api-keys/queries";
import { expiryAfter } from "@/lib/identity/api-keys/rules";
import { digest } from "@/lib/ids";

// Records nothing: its key is recorded by insertKey.

export type Claim = { state: "pending"; retryAfterSeconds: number } | { state: "done"; token: string };

/**
 * Answers a waiting client: not yet or, exactly once, the token of the person who approved. Without room in the
 * person's plan nothing is claimed, and the client prints why. Errors: NOT_FOUND, LIMIT_REACHED, LOCKED.
 */
export async function claimRegistryLogin(secret: string, request: RequestInfo): Promise<Claim> {
  const live = { pollHash: digest(secret), expiresAt: { gt: realNow() } };
  const login = await db().registryLogin.findFirst({ where: live });
  if (!login) throw new AppError("NOT_FOUND", { noun: "login request" });
  if (login.state === "pending" || !login.userId) return { state: "pending", retryAfterSeconds: POLL_SECONDS };

  const { person, ...account } = await personalAccountOf(login.userId);
  const ctx = await contextForAccount(account.id, { person: { ...person, sessionId: login.id } }, request);

  const { token } = await transaction(async (tx) => {
    const { count } = await tx.registryLogin.updateMany({
      where: { ...live, state: "approved" },
      data: { state: "claimed" },
    });
    if (count === 0) throw new AppError("NOT_FOUND", { noun: "login request" });
    const createdAt = now();
    return insertKey(tx, ctx, {
      name: loginKeyName(login.client, login.hostname, createdAt),
      scopes: KEY_SCOPES.filter((scope) => login.scopes.includes(scope)),
      packagePatterns: [],
      cidrs: [],
      expiresAt: expiryAfter(login.expiresInDays, createdAt),
      createdAt,
      via: "registry login",
    });
  });
  return { state: "done", token };
}
