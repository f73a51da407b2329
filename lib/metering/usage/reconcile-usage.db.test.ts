import { afterAll, expect, it, vi } from "vitest";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";

ownStorage();
vi.stubEnv("LOG_LEVEL", "silent");

const { db, disconnect } = await import("@/lib/db");
const { newMember, newOrganization } = await import("@/lib/people/members/members.fixture");
const { reconcileUsage } = await import("@/lib/metering/usage/reconcile-usage");
const { publish } = await import("@/lib/packages/publish/packages.fixture");

afterAll(disconnect);

it("finds nothing to say about usage that was counted by the verbs", async () => {
  const org = await newOrganization(4);
  await newMember(org, "member");
  await newMember(org, "billing");
  await publish(org.ctx, { name: `@${org.account.handle}/counted` });
  expect(await reconcileUsage()).toEqual([]);
});

it("names a drift, corrects it with an entry of its own, and says so in the audit log", async () => {
  const { account, ctx } = await newOrganization();
  await publish(ctx, { name: `@${account.handle}/drifting` });
  const counter = { accountId: account.id, key: "packages.private" };
  await db().usageCounter.updateMany({ where: counter, data: { used: 7 } });
  expect(await reconcileUsage()).toEqual([{ ...counter, counter: 7, ledger: 1, rows: 1 }]);
  expect(await reconcileUsage()).toEqual([]);
  const row = await db().usageCounter.findFirstOrThrow({ where: counter });
  expect(Number(row.used)).toBe(1);
  expect(await db().auditEvent.count({ where: { accountId: account.id, action: "usage.adjusted" } })).toBe(1);
});
