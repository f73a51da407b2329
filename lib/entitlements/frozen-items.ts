import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { periodOf } from "@/lib/entitlements/counters";
import { decideFrozen } from "@/lib/entitlements/decide";
import type { FreezableKey, Ranked } from "@/lib/entitlements/freeze";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { optionsFor } from "@/lib/entitlements/options-for";
import { required } from "@/lib/entitlements/refuse";
import type { Decision } from "@/lib/entitlements/types";

/**
 * The items of each limit. Only publishing moves a package in the order, so unpublishing a version cannot reopen it.
 */
const PACKAGES = Prisma.sql`
  SELECT p."id", p."name", p."keptAt", p."accountId", p."visibility",
         (SELECT max(v."publishedAt") FROM "PackageVersion" v
           WHERE v."packageId" = p."id" AND v."unpublishedAt" IS NULL) AS "changedAt"
    FROM "Package" p WHERE p."removedAt" IS NULL`;
const KEYS = Prisma.sql`
  SELECT "id", "name", "keptAt", "accountId", "createdAt" AS "changedAt" FROM "ApiKey" WHERE "revokedAt" IS NULL`;
const ITEMS = {
  "packages.public": Prisma.sql`${PACKAGES} AND p."visibility" = 'public' AND p."accountId" =`,
  "packages.private": Prisma.sql`${PACKAGES} AND p."visibility" = 'private' AND p."accountId" =`,
  api_keys: Prisma.sql`${KEYS} AND "accountId" =`,
} as const satisfies Record<FreezableKey, Prisma.Sql>;

export type RankedItem = Ranked & { name: string };

/** Lists the first `most` items of a limit; the first ones stay writable longest. */
export async function rankedItems(tx: Tx, accountId: string, key: FreezableKey, most: number): Promise<RankedItem[]> {
  return tx.$queryRaw<RankedItem[]>`
    SELECT "id", "name", "keptAt", "changedAt" FROM (${ITEMS[key]} ${accountId}::uuid) items
     ORDER BY "keptAt" DESC NULLS LAST, "changedAt" DESC, "id" LIMIT ${most}`;
}

export async function countItems(tx: Tx, accountId: string, key: FreezableKey): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (${ITEMS[key]} ${accountId}::uuid) items`;
  return Number(row?.count ?? 0);
}

/** Reads the limit if it is exceeded, else null. Reads one row in the usual case. */
async function exceededLimit(tx: Tx, accountId: string, key: FreezableKey): Promise<number | null> {
  const at = now();
  const counter = { accountId, key, periodStart: periodOf(key, at) };
  const row = await tx.usageCounter.findUnique({ where: { accountId_key_periodStart: counter } });
  if (!row || row.used === 0n) return null;
  const stands = row.limitValidUntil === null || row.limitValidUntil > at;
  const limit = stands ? row.limit : await resolvedLimit(tx, accountId, key);
  return limit !== null && row.used > limit ? Number(limit) : null;
}

async function resolvedLimit(tx: Tx, accountId: string, key: FreezableKey): Promise<bigint | null> {
  const { limit } = (await loadSnapshot(accountId, tx)).entitlements[key];
  return limit === "unlimited" ? null : BigInt(limit ?? 0);
}

/** Returns those of `ids` that are read-only now because of a limit of the account. */
export async function frozenAmong(
  accountId: string,
  key: FreezableKey,
  ids: readonly string[],
  tx: Tx = db(),
): Promise<ReadonlySet<string>> {
  const limit = ids.length === 0 ? null : await exceededLimit(tx, accountId, key);
  if (limit === null) return new Set();
  const writable = new Set((await rankedItems(tx, accountId, key, limit)).map(({ id }) => id));
  return new Set(ids.filter((id) => !writable.has(id)));
}

export type FreezableItem = { key: FreezableKey; id: string; subject: string };

/** Decides about a write to a frozen item; null when the item is writable. Never writes. */
export async function frozenDecision(
  accountId: string,
  item: FreezableItem,
  { tx = db(), managesBilling = true }: { tx?: Tx; managesBilling?: boolean } = {},
): Promise<Decision | null> {
  if (!(await frozenAmong(accountId, item.key, [item.id], tx)).has(item.id)) return null;
  const used = await countItems(tx, accountId, item.key);
  return decideFrozen(await loadSnapshot(accountId, tx), item.key, used, { subject: item.subject, managesBilling });
}

/** Refuses a write to a frozen item of the account. Errors: LIMIT_REACHED. */
export async function requireWritable(tx: Tx, ctx: AccountContext, item: FreezableItem): Promise<void> {
  const refusal = await frozenDecision(ctx.account.id, item, { tx, ...optionsFor(ctx) });
  if (refusal) required(refusal);
}

/**
 * Refuses writes through a key that is beyond its account's limit, in every account. Does nothing for people.
 * Errors: LIMIT_REACHED.
 */
export async function requireWritableKey(tx: Tx, { key }: AccountContext): Promise<void> {
  if (!key) return;
  const row = await tx.apiKey.findUnique({ where: { id: key.keyId }, select: { accountId: true, name: true } });
  if (!row) return;
  const item = { key: "api_keys", id: key.keyId, subject: `the token ${row.name}` } as const;
  const refusal = await frozenDecision(row.accountId, item, { tx });
  if (refusal) required(refusal);
}
