import "server-only";
import { returnPath } from "@/lib/access/return-path";
import type { RequestInfo } from "@/lib/access/types";
import { realNow } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { createSession, type NewSession } from "@/lib/identity/sign-in/create-session";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import type { RedeemLinkInput } from "@/lib/identity/sign-in/schema";
import { digest } from "@/lib/ids";

// Records nothing: its session is recorded by createSession.

/**
 * Turns a sign-in link into a session, once. The first sign-in of an address creates its user and personal account.
 * Errors: UNAUTHENTICATED with `expired` for a link that was used, is too old or never existed: the three look alike.
 */
export async function redeemSignInLink(
  { token }: RedeemLinkInput,
  request: RequestInfo,
): Promise<NewSession & { email: string; returnTo: string; isNew: boolean }> {
  const { link, userId, isNew } = await transaction(async (tx) => {
    const link = await useLink(tx, token);
    if (!link) throw new AppError("UNAUTHENTICATED", { reason: "expired" });
    return { link, ...(await findOrCreateUser(tx, { email: link.email }, request)) };
  });
  const session = await createSession(userId, "link", request);
  return { ...session, email: link.email, returnTo: returnPath(link.returnTo), isNew };
}

/** One conditional update: of parallel calls exactly one gets the row. */
async function useLink(tx: Tx, token: string): Promise<{ email: string; returnTo: string } | null> {
  const at = realNow();
  const rows = await tx.signInLink.updateManyAndReturn({
    where: { tokenHash: digest(token), usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
    select: { email: true, returnTo: true },
  });
  return rows[0] ?? null;
}
