import "server-only";
import { hourOf, LATE_MS, oldestHour } from "@/lib/billing/usage/report-hours";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import type { MeteredKey } from "@/lib/entitlements/types";
import { monthWindow } from "@/lib/entitlements/windows";

// Records nothing: made from the ledger, which is its own record.

const CURSOR = "reports";

/**
 * Stores reports for ledger entries of closed hours that have none, for accounts with a customer at Stripe: one per
 * hour, and another for late entries. `all` checks every hour that Stripe still accepts, else only those after the
 * cursor.
 */
export async function storeReports(keys: readonly MeteredKey[], { all }: { all: boolean }): Promise<number> {
  const at = now();
  const [oldest, until] = [oldestHour(at), hourOf(at)];
  return transaction(async (tx) => {
    const cursor = all ? null : await tx.usageReportCursor.findUnique({ where: { id: CURSOR } });
    const since = cursor ? cursor.readUntil.getTime() - LATE_MS : 0;
    const from = new Date(Math.max(oldest.getTime(), since));
    const stored = await insert(tx, keys, { from, until, at });
    const readUntil = { readUntil: until };
    await tx.usageReportCursor.upsert({
      where: { id: CURSOR },
      create: { id: CURSOR, ...readUntil },
      update: readUntil,
    });
    return stored;
  });
}

type Span = { from: Date; until: Date; at: Date };

/**
 * The identifier numbers an hour's parts, so of two parallel runs one stores; the later run sees what is still missing.
 */
async function insert(tx: Tx, keys: readonly MeteredKey[], { from, until, at }: Span): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "UsageReport" ("id", "accountId", "key", "hour", "amount", "storedAt")
    SELECT l."accountId" || ':' || l."key" || ':' || to_char(l."hour" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24') || ':'
             || coalesce(r."parts", 0) + 1,
           l."accountId", l."key", l."hour", l."amount" - coalesce(r."amount", 0), ${at}
      FROM (SELECT e."accountId", e."key", date_trunc('hour', e."at", 'UTC') AS "hour", sum(e."amount") AS "amount"
              FROM "BillingCustomer" c JOIN "UsageLedgerEntry" e ON e."accountId" = c."accountId"
             WHERE c."unlinkedAt" IS NULL AND e."key" = ANY(${[...keys]})
               AND e."periodStart" >= ${monthWindow(from).start} AND e."at" >= ${from} AND e."at" < ${until}
               AND e."at" >= date_trunc('hour', c."createdAt", 'UTC')
             GROUP BY 1, 2, 3) l
      LEFT JOIN (SELECT "accountId", "key", "hour", sum("amount") AS "amount", count(*) AS "parts"
                   FROM "UsageReport" WHERE "hour" >= ${from} GROUP BY 1, 2, 3) r
        ON r."accountId" = l."accountId" AND r."key" = l."key" AND r."hour" = l."hour"
     WHERE l."amount" <> coalesce(r."amount", 0)
    ON CONFLICT ("id") DO NOTHING`;
}
