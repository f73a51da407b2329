import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

// Records nothing: what it forgets was processed; the event and its digest stay.

const KEPT_DAYS = 90;

/** Forgets what events said after 90 days; that they came, what they were and their digest stay for ever. */
export async function purgePayloads(): Promise<number> {
  const { count } = await db().stripeEvent.updateMany({
    where: {
      receivedAt: { lt: new Date(now().getTime() - KEPT_DAYS * DAY_MS) },
      NOT: { payload: { equals: Prisma.DbNull } },
    },
    data: { payload: Prisma.DbNull },
  });
  return count;
}
