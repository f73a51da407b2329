import "server-only";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

// Records nothing: what it deletes has ended.

/** Deletes sign-in links and browser logins a day after they expired, and ended sessions and rate counters. */
export async function purgeExpired(): Promise<void> {
  const at = realNow();
  const yesterday = new Date(at.getTime() - DAY_MS);
  await db().signInLink.deleteMany({ where: { expiresAt: { lt: yesterday } } });
  await db().session.deleteMany({ where: { expiresAt: { lt: at } } });
  await db().registryLogin.deleteMany({ where: { expiresAt: { lt: yesterday } } });
  await db().rateBucket.deleteMany({ where: { expire: { lt: BigInt(at.getTime()) } } });
}
