import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { actionOf } from "@/lib/entitlements/catalogue";
import { type CountedKey, periodOf, resetOf, usageOf } from "@/lib/entitlements/counters";
import { decideAction, decideLimit } from "@/lib/entitlements/decide";
import { requireWritableKey } from "@/lib/entitlements/frozen-items";
import { loadSnapshot, loadVersionedSnapshot } from "@/lib/entitlements/load-facts";
import { optionsFor } from "@/lib/entitlements/options-for";
import { required } from "@/lib/entitlements/refuse";
import type { Snapshot } from "@/lib/entitlements/types";
import { writeLimit } from "@/lib/entitlements/write-limit";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

// Records nothing: the ledger is its own record.

export type Amount = {
  key: CountedKey;
  /** In the key's unit: pieces or bytes. Positive. */
  amount: number;
  /** Stored for ever: one key is counted once. */
  idempotencyKey: string;
  /** The row that uses the room, e.g. a version's id. */
  resource: string;
  /** The object of the action, for a refusal's sentence, e.g. a package's name. */
  subject?: string;
};

/**
 * Takes room in one or more limits, all or none, in the transaction of the rows that use it (E5). The counter row
 * decides, so parallel instances cannot oversell. A repeated key with the same amount counts nothing.
 * Errors: LIMIT_REACHED, ENTITLEMENT_REQUIRED, LOCKED, CONFLICT for a repeated key with another amount.
 */
export async function consumeEntitlement(tx: Tx, ctx: AccountContext, amounts: readonly Amount[]): Promise<void> {
  await settleEntitlement(tx, ctx, { take: amounts, give: [] });
}

/** Gives room back. Errors: CONFLICT for a repeated key with another amount. */
export async function releaseEntitlement(tx: Tx, ctx: AccountContext, amounts: readonly Amount[]): Promise<void> {
  await settleEntitlement(tx, ctx, { take: [], give: amounts });
}

/** Takes and gives room in one step, e.g. when a package moves between limits. Errors as `consumeEntitlement`. */
export async function settleEntitlement(
  tx: Tx,
  ctx: AccountContext,
  { take, give }: { take: readonly Amount[]; give: readonly Amount[] },
): Promise<void> {
  const snapshot = await loadSnapshot(ctx.account.id, tx);
  if (take.length > 0) await requireWritableKey(tx, ctx);
  // Every transaction locks counter rows in the order of their keys, so that two cannot deadlock.
  const moves = [
    ...give.map((amount) => ({ amount, gives: true })),
    ...take.map((amount) => ({ amount, gives: false })),
  ];
  moves.sort((a, b) => (a.amount.key < b.amount.key ? -1 : a.amount.key > b.amount.key ? 1 : 0));
  for (const { amount, gives } of moves) {
    if (!(await enterLedger(tx, ctx, amount, gives ? "release" : "consume"))) continue;
    if (gives) await giveRoom(tx, ctx, amount);
    else await takeRoom(tx, ctx, snapshot, amount, "used");
  }
}

/**
 * Counts what an account has from the start, in any commercial state: the founder's seat in an organization that starts
 * `ended` (D1). Call it after `applyEntitlements`, which writes the counter rows.
 */
export async function countEntitlement(tx: Tx, ctx: AccountContext, entry: Amount): Promise<void> {
  if (!(await enterLedger(tx, ctx, entry, "consume"))) return;
  const counter = { accountId: ctx.account.id, key: entry.key, periodStart: periodOf(entry.key, now()) };
  await tx.usageCounter.update({
    where: { accountId_key_periodStart: counter },
    data: { used: { increment: entry.amount } },
  });
}

async function giveRoom(tx: Tx, ctx: AccountContext, { key, amount }: Amount): Promise<void> {
  const counter = { accountId: ctx.account.id, key, periodStart: periodOf(key, now()) };
  await tx.usageCounter.update({
    where: { accountId_key_periodStart: counter },
    data: { used: { decrement: amount } },
  });
}

export type Room = { key: CountedKey; amount: number; subject?: string };

/**
 * Adds to a column of the counter if the account's state allows it and the row's limit has room; else throws the
 * refusal. The row alone decides about room; `snapshot` decides the state and provides the words.
 */
export async function takeRoom(
  tx: Tx,
  ctx: AccountContext,
  snapshot: Snapshot,
  room: Room,
  column: "used" | "reserved",
): Promise<void> {
  const { key, amount, subject } = room;
  const at = now();
  const period = periodOf(key, at);
  const options = optionsFor(ctx, { subject, resetsAt: resetOf(key, at) });
  required(decideAction(snapshot, actionOf(key), options));
  if (await tryTake(tx, ctx.account.id, key, period, amount, column, at)) return;
  // The row is missing, time changed its limit, or it is full: resolve the limit and try again.
  const fresh = await loadVersionedSnapshot(ctx.account.id, tx);
  await writeLimit(tx, fresh, key, period);
  if (await tryTake(tx, ctx.account.id, key, period, amount, column, at)) return;
  const usage = await usageOf(tx, ctx.account.id, key, period);
  required(decideLimit(fresh.snapshot, key, usage.used + usage.reserved, amount, options));
  throw new AppError("CONFLICT", { message: "The account's usage changed at the same time. Try again." });
}

async function tryTake(
  tx: Tx,
  accountId: string,
  key: CountedKey,
  period: Date,
  amount: number,
  column: "used" | "reserved",
  at: Date,
): Promise<boolean> {
  const counter = Prisma.raw(`"${column}"`);
  const counted = await tx.$executeRaw`
    UPDATE "UsageCounter" SET ${counter} = ${counter} + ${BigInt(amount)}
     WHERE "accountId" = ${accountId}::uuid AND "key" = ${key} AND "periodStart" = ${period}
       AND ("limit" IS NULL OR "used" + "reserved" + ${BigInt(amount)} <= "limit")
       AND ("limitValidUntil" IS NULL OR "limitValidUntil" > ${at})`;
  return counted === 1;
}

/**
 * Writes the ledger entry first: a second writer of the same key waits here for the first transaction to end. Returns
 * false when the entry already exists.
 */
async function enterLedger(tx: Tx, ctx: AccountContext, entry: Amount, kind: "consume" | "release"): Promise<boolean> {
  const at = now();
  const amount = BigInt(kind === "consume" ? entry.amount : -entry.amount);
  const actor = JSON.stringify(ctx.actor);
  const inserted = await tx.$executeRaw`
    INSERT INTO "UsageLedgerEntry"
      ("id", "accountId", "key", "periodStart", "idempotencyKey", "kind", "amount", "resource", "actor", "at")
    VALUES (${newId()}::uuid, ${ctx.account.id}::uuid, ${entry.key}, ${periodOf(entry.key, at)}, ${entry.idempotencyKey},
      ${kind}::"LedgerKind", ${amount}, ${entry.resource}, ${actor}::jsonb, ${at})
    ON CONFLICT ("accountId", "idempotencyKey") DO NOTHING`;
  if (inserted === 1) return true;
  const present = await tx.usageLedgerEntry.findUniqueOrThrow({
    where: { accountId_idempotencyKey: { accountId: ctx.account.id, idempotencyKey: entry.idempotencyKey } },
  });
  if (present.key === entry.key && present.amount === amount) return false;
  throw new AppError("CONFLICT", { message: "This idempotency key was used for something else." });
}
