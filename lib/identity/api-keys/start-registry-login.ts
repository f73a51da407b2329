import "server-only";
import { randomBytes } from "node:crypto";
import { limitAddress } from "@/lib/access/rate-limit";
import type { RequestInfo } from "@/lib/access/types";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { clientName, loginEnd } from "@/lib/identity/api-keys/login-rules";
import { digest, newId, newSecret } from "@/lib/ids";

// Records nothing: nobody is known yet.

export type StartedLogin = { loginUrl: string; doneUrl: string };

/** Without digits and letters that look alike. */
const CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 6;

function newCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_LETTERS.charAt(byte % CODE_LETTERS.length)).join("");
}

/**
 * Starts a login in the browser: one address for the person, which ends in a code to compare, and one where the client
 * polls. Needs no account and gives no
 * rights: a signed-in person must approve it. Errors: RATE_LIMITED for the address.
 */
export async function startRegistryLogin(request: RequestInfo, hostname = ""): Promise<StartedLogin> {
  await limitAddress("registry-login-address", request.address);
  const id = newId();
  const secret = newSecret();
  const code = newCode();
  const at = realNow();
  await db().registryLogin.create({
    data: {
      id,
      pollHash: digest(secret),
      state: "pending",
      hostname: hostname.slice(0, 100),
      address: request.address,
      client: clientName(request.userAgent),
      code,
      scopes: [],
      createdAt: at,
      expiresAt: loginEnd(at),
    },
  });
  const { DASHBOARD_URL, REGISTRY_URL } = env();

  return {
    loginUrl: `${DASHBOARD_URL}/login/registry/${id}/${code}`,
    doneUrl: `${REGISTRY_URL}/-/v1/done/${secret}`,
  };
}
