import { afterAll, beforeAll, expect, it } from "vitest";
import type { SignedIn } from "@/lib/access/types";
import { chainHash } from "@/lib/audit/chain";
import { listAuditActors, listAuditEvents } from "@/lib/audit/queries";
import { erasePersonalData } from "@/lib/audit/record";
import { auditFilterSchema } from "@/lib/audit/schema";
import { tamper } from "@/lib/audit/tamper.fixture";
import { verifyChain } from "@/lib/audit/verify-chain";
import { db, disconnect, pool, transaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { changeMemberRole } from "@/lib/people/members/change-member-role";
import { contextOf, newMember, newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";

const filter = auditFilterSchema.parse({ action: null, actor: null, outcome: null, from: null, to: null });

let org: TestOrganization;
let adam: SignedIn;
beforeAll(async () => {
  org = await newOrganization(10);
  adam = await newMember(org, "admin", "Adam");
  await inviteMember(await contextOf(org.account, adam), { email: "nina@example.com", role: "member" });
  await changeMemberRole(org.ctx, { userId: adam.userId, role: "member" });
});
afterAll(disconnect);

async function shown() {
  const { rows } = await listAuditEvents(org.ctx, { after: null, before: null, limit: 50, filter });
  return rows.slice(0, 2).map(({ actorName, address, targets }) => [actorName, address, targets[0]?.name]);
}

const actors = async () => (await listAuditActors(org.ctx)).map(({ name }) => name);

it("reads personal data that stands beside the events", async () => {
  expect(await shown()).toEqual([
    ["Olivia", "203.0.113.9", "Adam"],
    ["Adam", "203.0.113.9", "nina@example.com"],
  ]);
  expect(await actors()).toEqual(expect.arrayContaining(["Adam", "Olivia"]));
});

it("shows personal data that was changed, which only the owner of the table can", async () => {
  const change = 'UPDATE "AuditPersonal" SET "data" = replace("data"::text, $2, $3)::jsonb WHERE "accountId" = $1';
  await expect(pool().query(change, [org.account.id, "Adam", "Abel"])).rejects.toThrow(/append-only/);
  await tamper("AuditPersonal", change, [org.account.id, "Adam", "Abel"]);
  expect(await verifyChain(org.account.id)).toMatchObject({ fault: { fault: "forged_person" } });
  await tamper("AuditPersonal", change, [org.account.id, "Abel", "Adam"]);
});

it("erases a person and an address: the chain verifies, and pages say so [D16]", async () => {
  const erased = await transaction(async (tx) => [
    await erasePersonalData(tx, { userId: adam.userId }),
    await erasePersonalData(tx, { email: "Nina@example.com" }),
    await erasePersonalData(tx, { email: "nobody@example.com" }),
  ]);
  expect(erased[0]).toBeGreaterThan(1);
  expect(erased.slice(1)).toEqual([1, 0]);

  expect(await verifyChain(org.account.id)).toMatchObject({ fault: null });
  expect(await shown()).toEqual([
    ["Olivia", "203.0.113.9", "erased"],
    ["erased", "erased", "erased"],
  ]);
  expect(await actors()).toEqual(expect.arrayContaining(["erased", "Olivia"]));
  const rest = JSON.stringify(await db().auditPersonal.findMany());
  expect(rest).not.toMatch(/Adam|adam-|nina/);
});

it("goes on reading and verifying events of format 1, which hold the data themselves", async () => {
  const old = await newOrganization(5);
  const accountId = old.account.id;
  const head = await db().auditHead.findUniqueOrThrow({ where: { accountId } });
  const event = {
    id: newId(),
    accountId,
    seq: String(head.seq + 1n),
    at: new Date().toISOString(),
    action: "member.removed",
    actor: { type: "user", userId: old.owner.userId, name: "Olivia", email: old.owner.email, role: "owner" },
    targets: [{ type: "user" as const, id: newId(), name: "Mia" }],
    outcome: "success" as const,
    reasonCode: "",
    changes: [],
    metadata: {},
    context: { address: "203.0.113.7" },
  };
  const hash = chainHash(head.hash, event);
  const row = { ...event, format: 1, seq: head.seq + 1n, actorType: "user", actorId: old.owner.userId };
  await db().auditEvent.create({ data: { ...row, prevHash: head.hash, hash } });
  await db().auditHead.update({ where: { accountId }, data: { seq: row.seq, hash } });

  expect(await verifyChain(accountId)).toEqual({ events: Number(row.seq), fault: null });
  const { rows } = await listAuditEvents(old.ctx, { after: null, before: null, limit: 1, filter });
  expect(rows[0]).toMatchObject({ actorName: "Olivia", address: "203.0.113.7", targets: [{ name: "Mia" }] });
  expect((await listAuditActors(old.ctx)).map(({ name }) => name)).toContain("Olivia");
});
