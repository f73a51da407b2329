import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountContext, AccountRef, SignedIn } from "@/lib/access/types";
import { now, realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { frozenAmong } from "@/lib/entitlements/frozen-items";
import { AppError } from "@/lib/errors";
import { isSameNetwork } from "@/lib/identity/api-keys/login-rules";
import type { ApiKeyRow, KeyShow, KeyState, RegistryLoginView } from "@/lib/identity/api-keys/types";
import type { KeysetPage, KeysetRange } from "@/lib/keyset";
import { prismaKeyset } from "@/lib/keyset-prisma";

const select = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  packagePatterns: true,
  cidrs: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
  lastUsedAddress: true,
} as const;

export type KeyListing = KeysetPage<ApiKeyRow> & {
  /** Exact counts: the keys that match the filter, and all keys, revoked ones included. */
  total: number;
  all: number;
};

const BY_STATE = {
  current: () => ({ revokedAt: null }),
  active: (at: Date) => ({ revokedAt: null, NOT: { expiresAt: { lte: at } } }),
  expired: (at: Date) => ({ revokedAt: null, expiresAt: { lte: at } }),
  revoked: () => ({ revokedAt: { not: null } }),
} as const satisfies Record<KeyShow, (at: Date) => Prisma.ApiKeyWhereInput>;

/**
 * Lists the account's keys, newest first. `current` are active and expired ones, which count towards the plan's limit.
 */
export async function listApiKeys(
  ctx: AccountContext,
  range: KeysetRange,
  show: KeyShow = "current",
): Promise<KeyListing> {
  authorize(ctx, "key:manage");
  const accountId = ctx.account.id;
  const at = now();
  const where: Prisma.ApiKeyWhereInput = { AND: [{ accountId }, BY_STATE[show](at)] };
  const list = prismaKeyset(range, { by: "createdAt" });

  const [rows, total, all] = await Promise.all([
    db().apiKey.findMany({ where: { AND: [where, list.within] }, select, ...list.walk }),
    db().apiKey.count({ where }),
    db().apiKey.count({ where: { accountId } }),
  ]);

  const page = list.toPage(rows);
  const live = page.rows.filter(({ revokedAt }) => revokedAt === null).map(({ id }) => id);
  const frozen = await frozenAmong(accountId, "api_keys", live);
  return {
    cursors: page.cursors,
    rows: page.rows.map((row) => ({
      ...row,
      state: stateOf(row, at),
      frozen: frozen.has(row.id),
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    })),
    total,
    all,
  };
}

function stateOf(row: { revokedAt: Date | null; expiresAt: Date | null }, at: Date): KeyState {
  if (row.revokedAt) return "revoked";
  return row.expiresAt && row.expiresAt <= at ? "expired" : "active";
}

/** A UUID starts with its time: a shorter text would match every key of the same minute. */
const SHORTEST_NAME = 8;

/**
 * Finds a current key by its id, the beginning of its id, or the prefix shown in lists. Errors: NOT_FOUND, CONFLICT
 * when several keys match.
 */
export async function namedApiKey(ctx: AccountContext, name: string): Promise<string> {
  authorize(ctx, "key:manage");
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "ApiKey"
     WHERE "accountId" = ${ctx.account.id}::uuid AND "revokedAt" IS NULL
       AND ("prefix" = ${name} OR (${name.length >= SHORTEST_NAME} AND starts_with("id"::text, ${name})))
     LIMIT 2`;
  const [only, other] = rows;
  if (!only) throw new AppError("NOT_FOUND", { noun: "token" });
  if (other) throw new AppError("CONFLICT", { message: `Several tokens begin with ${name}. Give the whole id.` });
  return only.id;
}

/** Reads a waiting login for the person sent to its page; null when it can no longer be approved. */
export async function pendingRegistryLogin(ctx: AccountContext, id: string): Promise<RegistryLoginView | null> {
  authorize(ctx, "key:manage");
  const at = realNow();
  const row = await db().registryLogin.findFirst({ where: { id, state: "pending", expiresAt: { gt: at } } });
  if (!row) return null;
  const browserAddress = ctx.request.address;
  return {
    id: row.id,
    hostname: row.hostname,
    address: row.address,
    browserAddress,
    code: isSameNetwork(row.address, browserAddress) ? row.code : null,
    client: row.client,
    startedSecondsAgo: Math.floor((at.getTime() - row.createdAt.getTime()) / 1_000),
    secondsLeft: Math.ceil((row.expiresAt.getTime() - at.getTime()) / 1_000),
  };
}

/** Reads a person's own account, to act in it for their login or key. Errors: NOT_FOUND when the person is gone. */
export async function personalAccountOf(userId: string): Promise<AccountRef & { person: Omit<SignedIn, "sessionId"> }> {
  const account = await db().account.findUnique({
    where: { personalUserId: userId },
    select: { ...ACCOUNT_REF, personalUser: { select: { name: true, email: true } } },
  });
  if (!account?.personalUser) throw new AppError("NOT_FOUND", { noun: "person" });
  const { personalUser, ...ref } = account;
  return { ...ref, person: { userId, ...personalUser, handle: ref.handle } };
}
