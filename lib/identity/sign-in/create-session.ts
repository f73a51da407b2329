import "server-only";
import { contextForAccount } from "@/lib/access/context";
import { sessionEnd } from "@/lib/access/rules";
import type { RequestInfo } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { realNow } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { digest, newId, newSecret } from "@/lib/ids";

export type SignInMethod = "link" | "github" | "google" | "oidc" | "persona" | "invitation";

export type NewSession = { token: string; sessionId: string };

/** Signs a person in. Returns the token once and stores its digest; pass `token` when another library chose it. */
export async function createSession(
  userId: string,
  method: SignInMethod,
  request: RequestInfo,
  token = newSecret(),
): Promise<NewSession> {
  const user = await db().user.findUnique({ where: { id: userId }, include: { personalAccount: true } });
  if (!user?.personalAccount) throw new AppError("NOT_FOUND", { noun: "person" });

  const { id: accountId, handle } = user.personalAccount;
  const sessionId = newId();
  const person = { sessionId, userId, name: user.name, email: user.email, handle };
  const ctx = await contextForAccount(accountId, { person }, request);
  const at = realNow();

  await transaction(async (tx) => {
    await tx.session.create({
      data: {
        id: sessionId,
        tokenHash: digest(token),
        userId,
        address: request.address,
        userAgent: request.userAgent.slice(0, 400),
        createdAt: at,
        lastUsedAt: at,
        expiresAt: sessionEnd(at),
      },
    });
    await record(tx, ctx, {
      action: "session.created",
      targets: [{ type: "session", id: sessionId, name: method }],
      metadata: { method },
    });
  });
  return { token, sessionId };
}
