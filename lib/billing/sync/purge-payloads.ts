import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

// Records nothing: what it forgets was processed; the event and its digest stay.

const KEPT_DAYS = 90;

/** Erases the payloads of events after 90 days; the events with their types and digests stay for ever. */
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
