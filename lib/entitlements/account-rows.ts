import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/db";
import type { SubscriptionRow } from "@/lib/entitlements/bought";
import { ADD_ONS } from "@/lib/entitlements/plans";
import { type AccountKind, PLAN_KEYS } from "@/lib/entitlements/types";

const ADD_ON_KEYS = Object.values(ADD_ONS).map(({ key }) => key);

const date = z.date();
const subscription = z.object({
  id: z.string(),
  status: z.string(),
  lastKnownStatus: z.string().nullable(),
  plan: z.enum(PLAN_KEYS).nullable(),
  planVersion: z.number(),
  seats: z.number().nullable(),
  addOns: z.array(z.object({ key: z.enum(ADD_ON_KEYS), quantity: z.number(), itemId: z.string() })),
  termId: z.string().nullable(),
  startedAt: date,
  periodEnd: date.nullable(),
  cancelAt: date.nullable(),
  endedAt: date.nullable(),
  firstFailedAt: date.nullable(),
});

type AccountRow = {
  id: string;
  handle: string;
  kind: AccountKind;
  blockReason: string;
  createdAt: Date;
  entVersion: bigint;
};

export type AccountRows = {
  account: AccountRow;
  subscriptions: SubscriptionRow[];
  seatsUsed: number;
  /** When the provider was last asked; null for an account that never was a customer. */
  syncedAt: Date | null;
};

type Joined = {
  accountId: string;
  handle: string;
  kind: AccountKind;
  blockReason: string;
  createdAt: Date;
  entVersion: bigint;
  seatsUsed: bigint | null;
  syncedAt: Date | null;
  id: string | null;
};

/** The accounts with their version, what they bought from the provider, and their seats in use: one statement, one moment. */
export async function accountRows(ids: readonly string[], tx: Tx): Promise<AccountRows[]> {
  const rows = await tx.$queryRaw<Joined[]>`
    SELECT a."id" AS "accountId", a."handle", a."kind"::text AS "kind", a."blockReason", a."createdAt", a."entVersion",
           c."used" AS "seatsUsed", b."syncedAt",
           s."id", s."status", s."lastKnownStatus", s."plan", s."planVersion", s."seats", s."addOns", s."termId"::text,
           s."startedAt", s."periodEnd", s."cancelAt", s."endedAt", s."firstFailedAt"
      FROM "Account" a
      LEFT JOIN "UsageCounter" c
             ON c."accountId" = a."id" AND c."key" = 'seats' AND c."periodStart" = 'epoch'::timestamptz
      LEFT JOIN "BillingCustomer" b ON b."accountId" = a."id"
      LEFT JOIN "Subscription" s ON s."accountId" = b."accountId"
     WHERE a."id" = ANY(${[...ids]}::uuid[])`;
  const found = new Map<string, AccountRows>();
  for (const row of rows) {
    const { accountId, handle, kind, blockReason, createdAt, entVersion, seatsUsed, syncedAt } = row;
    const account = { id: accountId, handle, kind, blockReason, createdAt, entVersion };
    const known = found.get(accountId) ?? { account, subscriptions: [], seatsUsed: Number(seatsUsed ?? 0), syncedAt };
    if (row.id !== null) known.subscriptions.push(subscription.parse(row));
    found.set(accountId, known);
  }
  return [...found.values()];
}
