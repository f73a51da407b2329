import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { ROLES_WITH_SEAT } from "@/lib/access/roles";
import type { Tx } from "@/lib/db";

/** Somebody who uses a seat, or an invited address that one is kept for. */
export type SeatHolderRow = { id: string; name: string; since: Date; invited: boolean };

/**
 * Everybody with a seat, those first who would keep it longest: owners, then members in the order they joined, then
 * invitations. Nobody is removed by a smaller number (T5); this is the list that a refusal shows.
 */
export async function seatHolders(tx: Tx, accountId: string): Promise<SeatHolderRow[]> {
  const roles = Prisma.join(ROLES_WITH_SEAT);
  return tx.$queryRaw<SeatHolderRow[]>`
    SELECT m."userId" AS "id", u."name", m."joinedAt" AS "since", false AS "invited",
           CASE WHEN m."role" = 'owner' THEN 0 ELSE 1 END AS "order"
      FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
     WHERE m."accountId" = ${accountId}::uuid AND m."role"::text IN (${roles})
    UNION ALL
    SELECT "id", "email", "createdAt", true, 2 FROM "Invitation"
     WHERE "accountId" = ${accountId}::uuid AND "state" = 'pending' AND "role"::text IN (${roles})
     ORDER BY "order", "since", "id"`;
}
