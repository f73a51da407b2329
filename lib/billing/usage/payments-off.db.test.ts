import { expect, it, vi } from "vitest";
import { newPayer } from "@/lib/billing/sync/payer.fixture";
import { day } from "@/lib/billing/sync/stripe-history.fixture";
import { reconcileReports } from "@/lib/billing/usage/reconcile-reports";
import { reportUsage } from "@/lib/billing/usage/report-usage";
import { at } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { consumeEntitlement } from "@/lib/entitlements/consume-entitlement";

vi.stubEnv("LOG_LEVEL", "silent");

it("usage is not reported while payments are off", async () => {
  const { ctx } = await newPayer();
  const entry = { key: "publishes", amount: 2, idempotencyKey: "one", resource: "a version" } as const;
  // Within the trial, which began on day 0.
  await at(day(1), () => transaction((tx) => consumeEntitlement(tx, ctx, [entry])));
  await at(day(2), async () => {
    expect(await reportUsage()).toBe(0);
    expect(await reconcileReports()).toEqual([]);
  });
  expect(await db().usageReport.count()).toBe(0);
  expect(await db().usageReportCursor.count()).toBe(0);
});
