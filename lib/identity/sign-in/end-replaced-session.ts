import "server-only";
import { contextForHandle } from "@/lib/access/context";
import { sessionByToken } from "@/lib/access/queries";
import { sessionCookieName } from "@/lib/access/session-cookie";
import type { RequestInfo } from "@/lib/access/types";
import { AppError } from "@/lib/errors";
import { revokeSession } from "@/lib/identity/sign-in/revoke-session";

/**
 * Ends the session that a browser had before a sign-in: its cookie is about to be replaced, and nobody could end it
 * from that browser any more. Does nothing without one.
 */
export async function endReplacedSession(
  cookies: Readonly<Record<string, string>>,
  request: RequestInfo,
): Promise<void> {
  const token = cookies[sessionCookieName()];
  const person = token ? await sessionByToken(token) : null;
  if (!person) return;

  const ctx = await contextForHandle(person.handle, { person }, request);
  try {
    await revokeSession(ctx, { sessionId: person.sessionId });
  } catch (error) {
    // Ended elsewhere in the meantime, which is as good.
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
}
