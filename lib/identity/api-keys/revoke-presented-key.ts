import "server-only";
import { contextForAccount } from "@/lib/access/context";
import type { PresentedKey, RequestInfo } from "@/lib/access/types";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { personalAccountOf } from "@/lib/identity/api-keys/queries";
import { endKey } from "@/lib/identity/api-keys/revoke-api-key";
import { digest } from "@/lib/ids";

/** Logs out: revokes the presented key, if `token` is that key. Errors: NOT_FOUND for any other token. */
export async function revokePresentedKey(key: PresentedKey, token: string, request: RequestInfo): Promise<void> {
  const row = await db().apiKey.findUnique({ where: { tokenHash: digest(token) }, select: { id: true } });
  if (row?.id !== key.keyId) throw new AppError("NOT_FOUND", { noun: "token" });
  const account = await personalAccountOf(key.userId);
  await endKey(await contextForAccount(account.id, { key }, request), row.id);
}
