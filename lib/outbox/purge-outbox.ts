import "server-only";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

// Records nothing: what it deletes was delivered.

const KEPT_DAYS = 30;

/** Deletes sent messages after 30 days. A message that could not be sent stays until somebody looks at it. */
export async function purgeOutbox(): Promise<void> {
  const before = new Date(realNow().getTime() - KEPT_DAYS * DAY_MS);
  await db().outboxMessage.deleteMany({ where: { sentAt: { lt: before } } });
}
