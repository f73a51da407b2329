import "server-only";
import { authorize } from "@/lib/access/authorize";
import { ROLES_WITH_SEAT } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import type { SeatUsage } from "@/lib/people/seats/types";

/** Purchased, used, reserved and free seats: the numbers that decide, not a count of their own. */
export async function getSeatUsage(ctx: AccountContext): Promise<SeatUsage> {
  authorize(ctx, "member:read");
  const snapshot = await loadSnapshot(ctx.account.id);
  const { used, reserved } = await usageOf(db(), ctx.account.id, "seats", periodOf("seats", now()));
  const purchased = snapshot.entitlements.seats.limit ?? 0;
  const available = purchased === "unlimited" ? purchased : Math.max(0, purchased - used - reserved);
  return { purchased, used, reserved, available };
}

/** Who sits on the first seats of the map, in the order they joined. */
export async function seatHolders(ctx: AccountContext, limit: number): Promise<{ userId: string; name: string }[]> {
  authorize(ctx, "member:read");
  const rows = await db().membership.findMany({
    where: { accountId: ctx.account.id, role: { in: ROLES_WITH_SEAT } },
    select: { userId: true, user: { select: { name: true } } },
    orderBy: [{ joinedAt: "asc" }, { userId: "asc" }],
    take: limit,
  });
  return rows.map(({ userId, user }) => ({ userId, name: user.name }));
}

/** Who holds the first seats that pending invitations keep free, in the order they were sent. */
export async function heldSeats(ctx: AccountContext, limit: number): Promise<{ id: string; email: string }[]> {
  authorize(ctx, "member:read");
  return db().invitation.findMany({
    where: { accountId: ctx.account.id, state: "pending", role: { in: ROLES_WITH_SEAT } },
    select: { id: true, email: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit,
  });
}
