import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import { ROLES_WITH_SEAT } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import type { SeatHolder, SeatMapView } from "@/lib/people/seats/types";

const PAGE_SIZE = 120;

type Found = { id: string; state: "used" | "held"; label: string; since: Date };

/** Who uses a seat, who has one reserved, and how many are free: one page of it, counted from 1. Errors: FORBIDDEN. */
export async function seatMap(ctx: AccountContext, page: number): Promise<SeatMapView> {
  authorize(ctx, "billing:read");
  const { id } = ctx.account;
  const mine = Prisma.sql`"accountId" = ${id}::uuid AND "role"::text IN (${Prisma.join(ROLES_WITH_SEAT)})`;
  const taken = Prisma.sql`
    SELECT m."userId" AS "id", 'used' AS "state", u."name" AS "label", m."joinedAt" AS "since"
      FROM "Membership" m JOIN "User" u ON u."id" = m."userId" WHERE m.${mine}
    UNION ALL
    SELECT "id", 'held', "email", "createdAt" FROM "Invitation" WHERE ${mine} AND "state" = 'pending'`;
  const [[count], snapshot, usage] = await Promise.all([
    db().$queryRaw<{ all: bigint }[]>`SELECT count(*) AS "all" FROM (${taken}) taken`,
    loadSnapshot(id),
    usageOf(db(), id, "seats", periodOf("seats", now())),
  ]);
  const purchased = snapshot.entitlements.seats.limit ?? 0;
  const all = Number(count?.all ?? 0);
  const drawn = purchased === "unlimited" ? all : Math.max(all, purchased);
  const pages = Math.max(1, Math.ceil(drawn / PAGE_SIZE));
  const shown = Math.min(Math.max(1, page), pages);
  const found = await db().$queryRaw<Found[]>`
    SELECT * FROM (${taken}) taken ORDER BY "state" DESC, "since", "id"
     LIMIT ${PAGE_SIZE} OFFSET ${(shown - 1) * PAGE_SIZE}`;
  return {
    seats: found.map(toHolder),
    purchased,
    used: usage.used,
    reserved: usage.reserved,
    free: purchased === "unlimited" ? purchased : Math.max(0, purchased - usage.used - usage.reserved),
    page: shown,
    pages,
    pageSize: PAGE_SIZE,
  };
}

function toHolder({ id, state, label, since }: Found): SeatHolder {
  return { id, state, label, since: since.toISOString() };
}
