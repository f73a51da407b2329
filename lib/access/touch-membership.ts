import "server-only";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";

// Records nothing: the time of the last use is no change to the account.

const TOUCH_MS = 5 * 60_000;

export type MembershipUse = { accountId: string; userId: string; lastActiveAt: Date | null };

/** Notes that a member is active here, at most every five minutes; of parallel requests only one writes. */
export async function touchMembership({ accountId, userId, lastActiveAt }: MembershipUse): Promise<void> {
  const at = now();
  if (lastActiveAt && at.getTime() - lastActiveAt.getTime() < TOUCH_MS) return;
  await db().membership.updateMany({ where: { accountId, userId, lastActiveAt }, data: { lastActiveAt: at } });
}
