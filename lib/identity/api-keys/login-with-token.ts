import "server-only";
import { authenticateKey } from "@/lib/access/authenticate-key";
import { accountByHandle } from "@/lib/access/queries";
import { limitAddress } from "@/lib/access/rate-limit";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { passwordSentence } from "@/lib/identity/api-keys/login-rules";
import { personalAccountOf } from "@/lib/identity/api-keys/queries";

export type TokenLogin = { ok: true; username: string; token: string } | { ok: false; message: string };

/**
 * The classic login, for clients that support no other: the password is a token of the person with this handle, and the
 * answer is the same token. Refuses everything else with a sentence to print. Errors: RATE_LIMITED.
 */
export async function loginWithToken(name: string, password: string, address: string): Promise<TokenLogin> {
  await limitAddress("token-login-address", address);
  const refused = { ok: false, message: passwordSentence(env().DASHBOARD_URL) } as const;
  try {
    const key = await authenticateKey(password.trim(), address);
    const [named, own] = await Promise.all([accountByHandle(name.trim()), personalAccountOf(key.userId)]);
    return named?.id === own.id ? { ok: true, username: own.handle, token: password.trim() } : refused;
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAUTHENTICATED") return refused;
    throw error;
  }
}
