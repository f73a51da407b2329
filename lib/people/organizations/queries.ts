import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { db, type Tx } from "@/lib/db";

/** When this person's one trial began, or null when it is still to be had (T1). */
export async function trialStartOf(userId: string, tx: Tx = db()): Promise<Date | null> {
  const [trial] = await tx.$queryRaw<{ startsAt: Date }[]>(Prisma.sql`
    SELECT "startsAt" FROM "Term" WHERE "kind" = 'trial' AND "createdBy" ->> 'userId' = ${userId}`);
  return trial?.startsAt ?? null;
}
