import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import { ROLES_WITH_SEAT } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import type { SeatHolder, SeatPage, SeatUsage } from "@/lib/people/seats/types";

/** The permission for the list of seats: the Team page checks the first, the Billing page the second. */
type SeatDoor = "member:read" | "billing:read";

/** `joined`: by date of joining. `kept`: owners first, because fewer seats take theirs last. */
type SeatOrder = "joined" | "kept";

type SeatRange = { order: SeatOrder; offset: number; limit: number };

/** Reads purchased, used, reserved and free seats. Errors: FORBIDDEN. */
export async function getSeatUsage(ctx: AccountContext, door: SeatDoor = "member:read"): Promise<SeatUsage> {
  authorize(ctx, door);
  const [snapshot, { used, reserved }] = await Promise.all([
    loadSnapshot(ctx.account.id),
    usageOf(db(), ctx.account.id, "seats", periodOf("seats", now())),
  ]);
  const purchased = snapshot.entitlements.seats.limit ?? 0;
  const available = purchased === "unlimited" ? purchased : Math.max(0, purchased - used - reserved);
  return { purchased, used, reserved, available };
}

type PageWish = { door: SeatDoor; page: number; pageSize: number };

/** Lists a page of seat holders by date of joining; a number beyond the last page gives the last. Errors: FORBIDDEN. */
export async function getSeatPage(ctx: AccountContext, { door, page, pageSize }: PageWish): Promise<SeatPage> {
  const usage = await getSeatUsage(ctx, door);
  const taken = usage.used + usage.reserved;
  const drawn = usage.purchased === "unlimited" ? taken : Math.max(taken, usage.purchased);
  const pages = Math.max(1, Math.ceil(drawn / pageSize));
  const shown = Math.min(Math.max(1, page), pages);

  const range = { order: "joined", offset: (shown - 1) * pageSize, limit: pageSize } as const;
  const holders = await seatHolders(db(), ctx.account.id, range);
  return { usage, holders, page: shown, pages, pageSize };
}

type Found = { id: string; name: string; state: SeatHolder["state"]; since: Date };

/** Lists people with a seat, then invited addresses with a reserved one. Does not check permissions: its callers do. */
export async function seatHolders(
  tx: Tx,
  accountId: string,
  { order, offset, limit }: SeatRange,
): Promise<SeatHolder[]> {
  const roles = Prisma.join(ROLES_WITH_SEAT);
  const first = order === "kept" ? Prisma.sql`m."role" <> 'owner'` : Prisma.sql`true`;
  const found = await tx.$queryRaw<Found[]>`
    SELECT "id", "name", "state", "since" FROM (
      SELECT m."userId" AS "id", u."name", 'used' AS "state", m."joinedAt" AS "since", ${first} AS "later"
        FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
       WHERE m."accountId" = ${accountId}::uuid AND m."role"::text IN (${roles})
      UNION ALL
      SELECT "id", "email", 'reserved', "createdAt", true FROM "Invitation"
       WHERE "accountId" = ${accountId}::uuid AND "state" = 'pending' AND "role"::text IN (${roles})
    ) taken
     ORDER BY "state" = 'reserved', "later", "since", "id" LIMIT ${limit} OFFSET ${offset}`;
  return found.map(({ since, ...holder }) => ({ ...holder, since: since.toISOString() }));
}
