import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { chainHash } from "@/lib/audit/chain";
import { signCheckpoint } from "@/lib/audit/checkpoint";
import { readChain } from "@/lib/audit/read-chain";
import { record } from "@/lib/audit/record";
import { tamper } from "@/lib/audit/tamper.fixture";
import { verifyChain } from "@/lib/audit/verify-chain";
import { writeCheckpoints } from "@/lib/audit/write-checkpoints";
import { now } from "@/lib/clock";
import { db, disconnect, pool, transaction } from "@/lib/db";
import { log } from "@/lib/logger";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { makeAuditKey } from "@/lib/signing/make-audit-key";
import { rotateAuditKey } from "@/lib/signing/rotate-audit-key";
import { newKeyRow, openKey } from "@/lib/signing/signing-key";

vi.stubEnv("LOG_LEVEL", "silent");

let org: TestOrganization;
let accountId = "";
beforeEach(async () => {
  org = await newOrganization(5);
  accountId = org.account.id;
  for (const name of ["one", "two", "three"]) await note(name);
  await writeCheckpoints();
});
afterAll(disconnect);

function note(name: string): Promise<void> {
  return transaction((tx) => record(tx, org.ctx, { action: "tag.set", targets: [{ type: "tag", id: name, name }] }));
}

const checkpoints = () => db().auditCheckpoint.findMany({ where: { accountId }, orderBy: { seq: "asc" } });

async function length(): Promise<number> {
  return db().auditEvent.count({ where: { accountId } });
}

/** Writes the chain anew after a change, with right hashes and a right head, as the owner of the tables could. */
async function rewrite(): Promise<void> {
  let prevHash = "0".repeat(64);
  for await (const { seq, event } of readChain(accountId, 0n)) {
    if (!event) throw new Error("The event has no form");
    const hash = chainHash(prevHash, event);
    const set = 'UPDATE "AuditEvent" SET "prevHash" = $3, "hash" = $4 WHERE "accountId" = $1 AND "seq" = $2';
    await tamper("AuditEvent", set, [accountId, seq, prevHash, hash]);
    await tamper("AuditHead", 'UPDATE "AuditHead" SET "seq" = $2, "hash" = $3 WHERE "accountId" = $1', [
      accountId,
      seq,
      hash,
    ]);
    prevHash = hash;
  }
}

it("signs each end once, also by two workers, and nothing that did not move", async () => {
  expect(await checkpoints()).toMatchObject([{ seq: BigInt(await length()) }]);
  await note("four");
  await Promise.all([writeCheckpoints(), writeCheckpoints()]);
  await writeCheckpoints();
  expect(await checkpoints()).toMatchObject([{}, { seq: BigInt(await length()) }]);
  expect(await verifyChain(accountId)).toEqual({ events: await length(), fault: null });
});

it("goes on after a rotation of the key", async () => {
  await rotateAuditKey();
  await note("four");
  await writeCheckpoints();
  const keys = new Set((await checkpoints()).map(({ keyId }) => keyId));
  expect(keys.size).toBe(2);
  expect(await verifyChain(accountId)).toMatchObject({ fault: null });
});

it("finds a chain that was rewritten with its head, and signs no end of it", async () => {
  await tamper("AuditEvent", `UPDATE "AuditEvent" SET "action" = 'x' WHERE "accountId" = $1 AND "seq" = 2`, [
    accountId,
  ]);
  await rewrite();
  const fault = { seq: String(await length()), fault: "rewritten" };
  expect(await verifyChain(accountId)).toMatchObject({ fault });

  await note("four");
  const error = vi.spyOn(log(), "error");
  await writeCheckpoints();
  expect(error).toHaveBeenCalledWith(
    { accountId, seq: String(await length()), fault: "broken_link" },
    "an audit log is not what was written",
  );
  error.mockRestore();
  expect(await checkpoints()).toHaveLength(1);
});

it("finds a chain that was cut with its head, or removed whole", async () => {
  const last = await length();
  await tamper("AuditEvent", 'DELETE FROM "AuditEvent" WHERE "accountId" = $1 AND "seq" = $2', [accountId, last]);
  await rewrite();
  expect(await verifyChain(accountId)).toEqual({
    events: last - 1,
    fault: { seq: String(last - 1), fault: "cut" },
  });
  await tamper("AuditEvent", 'DELETE FROM "AuditEvent" WHERE "accountId" = $1', [accountId]);
  await tamper("AuditHead", 'DELETE FROM "AuditHead" WHERE "accountId" = $1', [accountId]);
  expect(await verifyChain(accountId)).toMatchObject({ events: 0, fault: { fault: "cut" } });
});

it("believes no checkpoint that was changed, or signed by a key that is not ours", async () => {
  await expect(pool().query('UPDATE "AuditCheckpoint" SET "seq" = 1')).rejects.toThrow(/append-only/);
  const seq = BigInt(await length());
  const set = 'UPDATE "AuditCheckpoint" SET "keyId" = $2, "signature" = $3, "at" = $4 WHERE "accountId" = $1';
  const [own] = await checkpoints();
  await tamper("AuditCheckpoint", set, [accountId, own?.keyId, own?.signature, new Date(0)]);
  expect(await verifyChain(accountId)).toMatchObject({ fault: { seq: String(seq), fault: "signature" } });

  // The stranger's public key stands in the row, but the private half there is one that SECRETS_KEY encrypted.
  const stranger = newKeyRow();
  const { privateKey } = newKeyRow();
  const { signature } = signCheckpoint(openKey(stranger), { accountId, seq, hash: own?.hash ?? "", at: now() });
  await makeAuditKey();
  await db().signingKey.create({ data: { ...stranger, privateKey, retiredAt: now() } });
  await tamper("AuditCheckpoint", set, [accountId, stranger.id, signature, now()]);
  await expect(verifyChain(accountId)).rejects.toThrow(/does not decrypt/);
});
