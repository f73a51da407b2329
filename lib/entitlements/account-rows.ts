import "server-only";
import type { Tx } from "@/lib/db";
import { addOnsColumn } from "@/lib/entitlements/add-ons";
import type { SubscriptionRow } from "@/lib/entitlements/bought";
import type { AccountFact } from "@/lib/entitlements/types";

type AccountRow = AccountFact & {
  blockReason: string;
  createdAt: Date;
  entVersion: bigint;
};

export type AccountRows = {
  account: AccountRow;
  subscriptions: SubscriptionRow[];
  seatsUsed: number;
  /** When the provider was last read; null for an account that never was a customer. */
  syncedAt: Date | null;
};

type Joined = Omit<AccountRow, "id"> & { accountId: string; seatsUsed: bigint | null; syncedAt: Date | null } & (
    | { id: null }
    | (Omit<SubscriptionRow, "addOns"> & { addOns: unknown })
  );

/** Reads accounts with their version, purchases and seats in use, in one statement, so that they agree. */
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
    const { accountId, handle, kind, blockReason, createdAt, entVersion, seatsUsed, syncedAt, ...bought } = row;
    const account = { id: accountId, handle, kind, blockReason, createdAt, entVersion };
    const known = found.get(accountId) ?? { account, subscriptions: [], seatsUsed: Number(seatsUsed ?? 0), syncedAt };
    if (bought.id !== null) known.subscriptions.push({ ...bought, addOns: addOnsColumn.parse(bought.addOns) });
    found.set(accountId, known);
  }
  return [...found.values()];
}
