import "server-only";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { countedUsage } from "@/lib/billing/stripe/meters";
import { COUNTED_AFTER_MS, hourOf, oldestHour } from "@/lib/billing/usage/report-hours";
import { sendReports } from "@/lib/billing/usage/send-reports";
import { storeReports } from "@/lib/billing/usage/store-reports";
import { type UsageMeter, usageMeters } from "@/lib/billing/usage/usage-meters";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { MeteredKey } from "@/lib/entitlements/types";
import { monthWindow } from "@/lib/entitlements/windows";
import { log } from "@/lib/logger";

/** Amounts of the last 35 days: the ledger's, the part that Stripe should have counted by now, and Stripe's count. */
export type ReportDrift = { accountId: string; key: MeteredKey; ledger: number; due: number; counted: number };

type Totals = { accountId: string; customerId: string; ledger: number; due: number };

const ACCOUNTS_AT_ONCE = 200;

/**
 * Compares Stripe's counts with the ledger, account by account, and logs a difference as an alarm, because nothing at
 * Stripe can be taken back. Then stores and sends late entries. Errors: UPSTREAM.
 */
export async function reconcileReports(): Promise<ReportDrift[]> {
  if (!billingEnabled()) return [];
  const meters = await usageMeters();
  const drifts: ReportDrift[] = [];
  for (const meter of meters) drifts.push(...(await driftsOf(meter)));
  if (meters.length > 0) {
    await storeReports(
      meters.map(({ key }) => key),
      { all: true },
    );
    await sendReports(meters);
  }
  return drifts;
}

async function driftsOf({ key, meterId }: UsageMeter): Promise<ReportDrift[]> {
  const at = now();
  const span = { from: oldestHour(at), until: hourOf(at) };
  const countedBy = new Date(at.getTime() - COUNTED_AFTER_MS);
  const drifts: ReportDrift[] = [];
  for (let after: string | null = null; ; ) {
    const totals: Totals[] = await totalsAfter(after, { key, ...span, countedBy });
    for (const { accountId, customerId, ledger, due } of totals) {
      const counted = await countedUsage({ meterId, customerId, ...span });
      if (counted >= due && counted <= ledger) continue;
      const drift = { accountId, key, ledger, due, counted };
      log().error({ drift }, "usage that Stripe counted drifted from the ledger");
      drifts.push(drift);
    }
    after = totals.at(-1)?.accountId ?? null;
    if (totals.length < ACCOUNTS_AT_ONCE) return drifts;
  }
}

type Wanted = { key: MeteredKey; from: Date; until: Date; countedBy: Date };

/** Reports on the way are not due. Refused ones are due: they were used and are not counted. */
async function totalsAfter(after: string | null, { key, from, until, countedBy }: Wanted): Promise<Totals[]> {
  const rows = await db().$queryRaw<{ accountId: string; customerId: string; ledger: bigint; due: bigint }[]>`
    SELECT c."accountId", c."stripeCustomerId" AS "customerId",
           coalesce(sum(e."amount"), 0)::bigint AS "ledger",
           (SELECT coalesce(sum(r."amount"), 0)::bigint FROM "UsageReport" r
             WHERE r."accountId" = c."accountId" AND r."key" = ${key} AND r."hour" >= ${from} AND r."hour" < ${until}
               AND (r."refusal" <> '' OR r."settledAt" <= ${countedBy})) AS "due"
      FROM "BillingCustomer" c JOIN "UsageLedgerEntry" e ON e."accountId" = c."accountId"
     WHERE c."unlinkedAt" IS NULL AND (${after}::uuid IS NULL OR c."accountId" > ${after}::uuid) AND e."key" = ${key}
       AND e."periodStart" >= ${monthWindow(from).start} AND e."at" >= ${from} AND e."at" < ${until}
       AND e."at" >= date_trunc('hour', c."createdAt", 'UTC')
     GROUP BY c."accountId" ORDER BY c."accountId" LIMIT ${ACCOUNTS_AT_ONCE}`;
  return rows.map(({ accountId, customerId, ledger, due }) => ({
    accountId,
    customerId,
    ledger: Number(ledger),
    due: Number(due),
  }));
}
