import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChainOwner } from "@/lib/audit/read-chain";
import { record } from "@/lib/audit/record";
import { reportFaults } from "@/lib/audit/report-faults";
import { tamper } from "@/lib/audit/tamper.fixture";
import { type ChainReport, verifyChain, verifyChains } from "@/lib/audit/verify-chain";
import { db, disconnect, transaction } from "@/lib/db";
import { log } from "@/lib/logger";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

let org: TestOrganization;
let id = "";
let length = 0;

beforeEach(async () => {
  org = await newOrganization(5);
  id = org.account.id;
  for (const name of ["one", "two", "three"]) {
    await transaction((tx) => record(tx, org.ctx, { action: "tag.set", targets: [{ type: "tag", id: name, name }] }));
  }
  length = await db().auditEvent.count({ where: { accountId: id } });
});
afterAll(disconnect);

const HEAD = `UPDATE "AuditHead" SET ("seq", "hash") =
  (SELECT "seq", "hash" FROM "AuditEvent" WHERE "accountId" = $1 ORDER BY "seq" DESC LIMIT 1) WHERE "accountId" = $1`;

describe("a chain", () => {
  it("is whole as it was written", async () => {
    expect(await verifyChain(id)).toEqual({ events: length, fault: null });
  });

  it.each([
    ["altered", `UPDATE "AuditEvent" SET "action" = 'tag.removed'`, "altered", 0],
    ["of another form", `UPDATE "AuditEvent" SET "targets" = '"none"'`, "altered", 0],
    ["of another time", `UPDATE "AuditEvent" SET "at" = "at" + interval '1 second'`, "altered", 0],
    ["removed", 'DELETE FROM "AuditEvent"', "gap", 1],
    ["put in the place of the one before", 'UPDATE "AuditEvent" SET "prevHash" = "hash"', "broken_link", 0],
  ] as const)("shows an event that was %s", async (_, statement, fault, later) => {
    const seq = length - 1;
    await tamper("AuditEvent", `${statement} WHERE "accountId" = $1 AND "seq" = $2`, [id, seq]);
    expect(await verifyChain(id)).toEqual({ events: seq - 1, fault: { seq: String(seq + later), fault } });
  });

  it("shows that its last events, or all, are missing", async () => {
    await tamper("AuditEvent", 'DELETE FROM "AuditEvent" WHERE "accountId" = $1 AND "seq" = $2', [id, length]);
    expect(await verifyChain(id)).toMatchObject({ events: length - 1, fault: { fault: "cut" } });
    await tamper("AuditEvent", 'DELETE FROM "AuditEvent" WHERE "accountId" = $1', [id]);
    expect(await verifyChain(id)).toMatchObject({ events: 0, fault: { fault: "cut" } });
    await tamper("AuditHead", 'DELETE FROM "AuditHead" WHERE "accountId" = $1', [id]);
    expect(await verifyChain(id)).toMatchObject({ events: 0, fault: { fault: "missing" } });
  });

  it.each([
    ["moved back", 'UPDATE "AuditHead" SET "seq" = "seq" - 1 WHERE "accountId" = $1'],
    ["given another hash", `UPDATE "AuditHead" SET "hash" = repeat('1', 64) WHERE "accountId" = $1`],
    ["removed", 'DELETE FROM "AuditHead" WHERE "accountId" = $1'],
  ])("shows that its head was %s", async (_, statement) => {
    await tamper("AuditHead", statement, [id]);
    expect(await verifyChain(id)).toMatchObject({ events: length, fault: { fault: "head" } });
    await tamper("AuditHead", 'DELETE FROM "AuditHead" WHERE "accountId" = $1', [id]);
    await tamper("AuditHead", `INSERT INTO "AuditHead" VALUES ($1, 0, '')`, [id]);
    await tamper("AuditHead", HEAD, [id]);
    expect(await verifyChain(id)).toEqual({ events: length, fault: null });
  });
});

it("checks all accounts in their order, and logs each fault at level error", async () => {
  const other = await newOrganization(5);
  await tamper("AuditEvent", `UPDATE "AuditEvent" SET "action" = 'x' WHERE "accountId" = $1 AND "seq" = 2`, [id]);
  const found: (ChainOwner & ChainReport)[] = [];
  for await (const report of verifyChains()) found.push(report);
  const ids = found.map(({ accountId }) => accountId);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toHaveLength(await db().account.count());
  expect(found.find(({ accountId }) => accountId === other.account.id)).toMatchObject({ fault: null });
  expect(found.find(({ accountId }) => accountId === id)).toMatchObject({
    handle: org.account.handle,
    events: 1,
    fault: { seq: "2", fault: "altered" },
  });

  const error = vi.spyOn(log(), "error");
  await reportFaults();
  const told = { accountId: id, account: org.account.handle, events: 1, seq: "2", fault: "altered" };
  expect(error).toHaveBeenCalledWith(told, "an audit log is not what was written");
});
