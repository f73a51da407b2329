import "server-only";
import { systemContext } from "@/lib/access/context";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountRef, RequestInfo } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { db, type Tx, transaction } from "@/lib/db";
import { countRows } from "@/lib/entitlements/count-rows";
import { type CountedKey, periodOf } from "@/lib/entitlements/counters";
import { ALLOCATED_KEYS, type AllocatedKey } from "@/lib/entitlements/types";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";

export type Drift = { accountId: string; key: CountedKey; counter: number; ledger: number; rows: number };

const ACCOUNTS_AT_ONCE = 200;

/**
 * Compares every account's counter with the sum of its ledger and with its real rows (E5). Logs a difference as an
 * alarm, corrects it with an `adjust` entry and records it in the account's audit log.
 */
export async function reconcileUsage(): Promise<Drift[]> {
  const drifts: Drift[] = [];
  let after: string | undefined;
  for (;;) {
    const accounts = await db().account.findMany({
      where: after === undefined ? {} : { id: { gt: after } },
      select: ACCOUNT_REF,
      orderBy: { id: "asc" },
      take: ACCOUNTS_AT_ONCE,
    });
    for (const account of accounts) {
      for (const key of ALLOCATED_KEYS) {
        const drift = await transaction((tx) => reconcile(tx, account, key));
        if (drift) drifts.push(drift);
      }
    }
    after = accounts.at(-1)?.id;
    if (accounts.length < ACCOUNTS_AT_ONCE) return drifts;
  }
}

async function reconcile(tx: Tx, account: AccountRef, key: AllocatedKey): Promise<Drift | null> {
  const at = now();
  const periodStart = periodOf(key, at);
  // While the counter is locked, every change is either fully committed or not yet counted.
  const [counter] = await tx.$queryRaw<{ used: bigint }[]>`
    SELECT "used" FROM "UsageCounter"
     WHERE "accountId" = ${account.id}::uuid AND "key" = ${key} AND "periodStart" = ${periodStart} FOR UPDATE`;
  if (!counter) return null;

  const entries = { accountId: account.id, key, periodStart };
  const { _sum } = await tx.usageLedgerEntry.aggregate({ where: entries, _sum: { amount: true } });
  const ledger = Number(_sum.amount ?? 0);
  const rows = await countRows(tx, account.id, key);
  const drift = { accountId: account.id, key, counter: Number(counter.used), ledger, rows };
  if (drift.counter === rows && ledger === rows) return null;

  log().error({ drift }, "usage drifted from what is there");
  await correct(tx, account, drift, periodStart, at);

  return drift;
}

async function correct(tx: Tx, account: AccountRef, drift: Drift, periodStart: Date, at: Date): Promise<void> {
  const { key, counter, ledger, rows } = drift;
  const requestId = newId();
  const request: RequestInfo = { requestId, address: "", userAgent: "", source: "worker" };
  const ctx = systemContext(account, "reconciliation", request);
  if (ledger !== rows) {
    await tx.usageLedgerEntry.create({
      data: {
        id: newId(),
        accountId: account.id,
        key,
        periodStart,
        idempotencyKey: `adjust:${requestId}`,
        kind: "adjust",
        amount: rows - ledger,
        resource: key,
        actor: { ...ctx.actor },
        at,
      },
    });
  }

  await tx.usageCounter.update({
    where: { accountId_key_periodStart: { accountId: account.id, key, periodStart } },
    data: { used: rows },
  });
  await record(tx, ctx, {
    action: "usage.adjusted",
    targets: [{ type: "counter", id: key, name: key }],
    changes: [{ path: "used", before: counter, after: rows }],
  });
}
