import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { consumeEntitlement, takeRoom } from "@/lib/entitlements/consume-entitlement";
import { type CountedKey, periodOf } from "@/lib/entitlements/counters";
import type { KeyCheckedBy } from "@/lib/entitlements/limits";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { newId } from "@/lib/ids";

// Records nothing: the ledger is its own record.

/**
 * Holds room until `expiresAt`, e.g. the seat of a pending invitation. Held room counts against the limit. Returns the
 * reservation's id. Errors as `consumeEntitlement`.
 */
export async function reserveEntitlement(
  tx: Tx,
  ctx: AccountContext,
  hold: { key: KeyCheckedBy<"reserve">; amount: number; resource: string; subject?: string; expiresAt: Date },
): Promise<string> {
  const at = now();
  await takeRoom(tx, ctx, await loadSnapshot(ctx.account.id, tx), hold, "reserved");
  const id = newId();
  await tx.reservation.create({
    data: {
      id,
      accountId: ctx.account.id,
      key: hold.key,
      periodStart: periodOf(hold.key, at),
      amount: hold.amount,
      state: "held",
      resource: hold.resource,
      createdAt: at,
      expiresAt: hold.expiresAt,
    },
  });

  return id;
}

/** Turns held room into used room. Does nothing when the reservation has ended. */
export async function confirmReservation(tx: Tx, ctx: AccountContext, reservationId: string): Promise<void> {
  const hold = await endReservation(tx, reservationId, "confirmed");
  if (!hold) return;
  const { key, amount, resource } = hold;
  await consumeEntitlement(tx, ctx, [
    { key, amount: Number(amount), resource, idempotencyKey: `reservation:${reservationId}` },
  ]);
}

/** Releases held room. Does nothing when the reservation has ended. */
export async function releaseReservation(tx: Tx, reservationId: string): Promise<void> {
  await endReservation(tx, reservationId, "released");
}

type Hold = { accountId: string; key: CountedKey; periodStart: Date; amount: bigint; resource: string };

async function endReservation(tx: Tx, id: string, state: "confirmed" | "released"): Promise<Hold | undefined> {
  const [hold] = await tx.$queryRaw<Hold[]>`
    UPDATE "Reservation" SET "state" = ${state}::"ReservationState", "endedAt" = ${now()}
     WHERE "id" = ${id}::uuid AND "state" = 'held'
    RETURNING "accountId", "key", "periodStart", "amount", "resource"`;
  if (!hold) return undefined;
  const { accountId, key, periodStart, amount } = hold;
  await tx.usageCounter.update({
    where: { accountId_key_periodStart: { accountId, key, periodStart } },
    data: { reserved: { decrement: amount } },
  });
  return hold;
}
