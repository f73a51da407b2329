import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { countedUsage, reportMeterEvents } from "@/lib/billing/stripe/meters";
import { hourAfter, KNOWN_AGAIN_MS } from "@/lib/billing/usage/report-hours";
import type { UsageMeter } from "@/lib/billing/usage/usage-meters";
import { now, nowMs } from "@/lib/clock";
import { db } from "@/lib/db";
import { log } from "@/lib/logger";

// Records nothing: the report is its own record.

const AT_ONCE = 100;

type Report = Prisma.UsageReportGetPayload<{ include: { customer: true } }>;

/**
 * Sends stored reports, oldest hour first; a repeat is the same event and counts once. A report that Stripe refuses
 * stays refused, with an alarm. Errors: UPSTREAM; the next run continues.
 */
export async function sendReports(meters: readonly UsageMeter[]): Promise<number> {
  const meterOf = new Map<string, string>(meters.map(({ key, meterId }) => [key, meterId]));
  for (let sent = 0; ; ) {
    const batch = await db().usageReport.findMany({
      where: { settledAt: null, key: { in: [...meterOf.keys()] }, customer: { unlinkedAt: null } },
      include: { customer: true },
      orderBy: [{ hour: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    });
    sent += await sendBatch(batch, meterOf);
    if (batch.length < AT_ONCE) return sent;
  }
}

async function sendBatch(batch: readonly Report[], meterOf: ReadonlyMap<string, string>): Promise<number> {
  const doubtful = batch.filter(({ attemptedAt }) => attemptedAt && nowMs() - attemptedAt.getTime() > KNOWN_AGAIN_MS);
  const counted = new Set<string>();
  for (const report of doubtful) if (await isCounted(report, meterOf)) counted.add(report.id);
  await settle([...counted]);
  const due = batch.filter(({ id }) => !counted.has(id));
  const ids = due.map(({ id }) => id);
  await db().usageReport.updateMany({ where: { id: { in: ids }, attemptedAt: null }, data: { attemptedAt: now() } });
  const { reported, refused } = await reportMeterEvents(
    due.map(({ id, key, hour, amount, customer }) => ({
      identifier: id,
      meter: key,
      customerId: customer.stripeCustomerId,
      value: amount,
      at: hour,
    })),
  );
  await settle(reported);
  for (const { identifier, reason } of refused) {
    log().error({ report: identifier, reason }, "Stripe refuses a report of usage");
    await settle([identifier], reason);
  }

  return reported.length;
}

async function settle(ids: string[], refusal = ""): Promise<void> {
  await db().usageReport.updateMany({ where: { id: { in: ids } }, data: { settledAt: now(), refusal } });
}

/** Whether the hour's summary includes it: Stripe has forgotten the identifier, so sending it would count twice. */
async function isCounted(report: Report, meterOf: ReadonlyMap<string, string>): Promise<boolean> {
  const { accountId, key, hour, amount, customer } = report;
  const customerId = customer.stripeCustomerId;
  const meterId = meterOf.get(key) ?? "";
  const counted = await countedUsage({ meterId, customerId, from: hour, until: hourAfter(hour) });
  const { _sum } = await db().usageReport.aggregate({
    where: { accountId, key, hour, settledAt: { not: null }, refusal: "" },
    _sum: { amount: true },
  });
  return counted >= Number((_sum.amount ?? 0n) + amount);
}
