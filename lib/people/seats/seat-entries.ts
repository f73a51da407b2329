import "server-only";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import {
  type Amount,
  consumeEntitlement,
  countEntitlement,
  releaseEntitlement,
} from "@/lib/entitlements/consume-entitlement";
import { newId } from "@/lib/ids";

/** Each start and end of a person's seat gets its own key, so that the ledger counts each. */
function entry(kind: "seat" | "seat-free", userId: string): Amount {
  return { key: "seats", amount: 1, idempotencyKey: `${kind}:${userId}:${newId()}`, resource: userId };
}

/** Gives a person a seat. Call it with the organization locked. Errors as `consumeEntitlement`. */
export async function takeSeat(tx: Tx, ctx: AccountContext, userId: string): Promise<void> {
  await consumeEntitlement(tx, ctx, [entry("seat", userId)]);
}

/** Gives the founder a seat, in every commercial state. */
export async function takeFounderSeat(tx: Tx, ctx: AccountContext, userId: string): Promise<void> {
  await countEntitlement(tx, ctx, entry("seat", userId));
}

export async function freeSeat(tx: Tx, ctx: AccountContext, userId: string): Promise<void> {
  await releaseEntitlement(tx, ctx, [entry("seat-free", userId)]);
}
