import "server-only";
import { sessionEnd, touchIsDue } from "@/lib/access/rules";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";

// Records nothing: the time of the last use is no change to the account.

/** Notes that a session is in use, at most every five minutes; does not revive a session that was revoked meanwhile. */
export async function touchSession({ id, lastUsedAt }: { id: string; lastUsedAt: Date }): Promise<void> {
  const at = realNow();
  if (!touchIsDue(lastUsedAt, at)) return;
  await db().session.updateMany({
    where: { id, lastUsedAt, expiresAt: { gt: at } },
    data: { lastUsedAt: at, expiresAt: sessionEnd(at) },
  });
}
