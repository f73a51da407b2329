import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { db, type Tx } from "@/lib/db";

/** Reads when this person's one trial began; null while it is unused (T1). */
export async function trialStartOf(userId: string, tx: Tx = db()): Promise<Date | null> {
  const [trial] = await tx.$queryRaw<{ startsAt: Date }[]>(Prisma.sql`
    SELECT "startsAt" FROM "Term" WHERE "kind" = 'trial' AND "createdBy" ->> 'userId' = ${userId}`);
  return trial?.startsAt ?? null;
}
