import { expect, it, vi } from "vitest";
import { newPayer } from "@/lib/billing/sync/payer.fixture";
import { reconcileReports } from "@/lib/billing/usage/reconcile-reports";
import { reportUsage } from "@/lib/billing/usage/report-usage";
import { at, now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { consumeEntitlement } from "@/lib/entitlements/consume-entitlement";

vi.stubEnv("LOG_LEVEL", "silent");

it("usage is not reported while payments are off", async () => {
  const { ctx } = await newPayer();
  const entry = { key: "publishes", amount: 2, idempotencyKey: "one", resource: "a version" } as const;
  await transaction((tx) => consumeEntitlement(tx, ctx, [entry]));
  await at(new Date(now().getTime() + 7_200_000), async () => {
    expect(await reportUsage()).toBe(0);
    expect(await reconcileReports()).toEqual([]);
  });
  expect(await db().usageReport.count()).toBe(0);
  expect(await db().usageReportCursor.count()).toBe(0);
});
