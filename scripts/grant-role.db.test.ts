import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import { limitRate } from "@/lib/access/rate-limit";
import { erasePersonalData } from "@/lib/audit/record";
import { db, disconnect, pool, transaction } from "@/lib/db";
import { createSession } from "@/lib/identity/sign-in/create-session";
import { revokeOtherSessions } from "@/lib/identity/sign-in/revoke-session";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import { removeDistTag } from "@/lib/packages/upkeep/remove-dist-tag";
import { setDistTag } from "@/lib/packages/upkeep/set-dist-tag";
import { unpublishVersions } from "@/lib/packages/upkeep/unpublish-versions";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { newMember, newOrganization, newPerson, request } from "@/lib/people/members/members.fixture";
import { removeMember } from "@/lib/people/members/remove-member";
import { JOBS } from "@/lib/worker/jobs/jobs";
import { prepareQueues } from "@/lib/worker/jobs/prepare-queues";
import { startScheduler } from "@/lib/worker/jobs/scheduler";
import { grantRole } from "./grant-role";

vi.stubEnv("LOG_LEVEL", "silent");
ownStorage();

const owner = process.env.DATABASE_URL ?? "";
const role = `app_${randomBytes(6).toString("hex")}`;

async function asOwner(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await asOwner(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  await prepareQueues(owner);
  await grantRole(owner, role);
  const own = new URL(owner);
  own.username = role;
  own.password = "secret";
  process.env.DATABASE_URL = own.href;
});
afterAll(async () => {
  await disconnect();
  await asOwner(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

describe("a role that owns nothing", () => {
  it("is who this test connects as", async () => {
    const { rows } = await pool().query("SELECT current_user AS name");
    expect(rows).toEqual([{ name: role }]);
  });

  it("does the work of people, packages, identity and rates", async () => {
    const org = await newOrganization(5);
    await limitRate("person-action", org.owner.userId);
    await inviteMember(org.ctx, { email: "nina@example.com", role: "member" });
    const { userId } = await newMember(org, "member", "Mia");
    await removeMember(org.ctx, { userId });

    const name = `@${org.account.handle}/ui`;
    await publish(org.ctx, { name });
    await setDistTag(org.ctx, { name, tag: "beta", version: "1.0.0" });
    await removeDistTag(org.ctx, { name, tag: "beta" });
    await unpublishVersions(org.ctx, { name, versions: null, expectedRevision: null });

    const person = await newPerson("Paul");
    await createSession(person.userId, "link", request);
    const ended = await revokeOtherSessions(await contextForHandle(person.handle, { person }, request));
    expect(ended).toEqual({ ended: 1 });
    expect(await db().auditEvent.count({ where: { accountId: org.account.id } })).toBeGreaterThan(6);
    expect(await transaction((tx) => erasePersonalData(tx, { userId }))).toBeGreaterThan(0);
  });

  it.each(JOBS)("runs the job $name", ({ run }) => run());

  it("starts the scheduler, whose queues are there", async () => {
    const scheduler = await startScheduler(JOBS);
    await scheduler.stop();
    const queues = await asOwner("SELECT count(*)::int AS n FROM pgboss.queue");
    expect(queues).toEqual([{ n: JOBS.length + 1 }]);
  });

  it.each([
    'ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL',
    'ALTER TABLE "Invoice" ADD COLUMN "x" int',
    'TRUNCATE "RateBucket"',
    'TRUNCATE "Membership" CASCADE',
    'DROP TABLE "Invoice"',
    `UPDATE "AuditEvent" SET "action" = 'x'`,
    'DELETE FROM "AuditEvent"',
    'DELETE FROM "AuditHead"',
    `UPDATE "AuditPersonal" SET "data" = '{}'`,
    'DELETE FROM "AuditCheckpoint"',
    'DELETE FROM "SigningKey"',
    'DELETE FROM "PackageVersion"',
    'UPDATE "UsageLedgerEntry" SET "amount" = 0',
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    'CREATE TABLE "x" ("id" int)',
    "SELECT guard_tables(), pg_read_file('PG_VERSION')",
    'SELECT * FROM "_prisma_migrations"',
  ])("may not: %s", async (statement) => {
    await expect(pool().query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("granting", () => {
  it("can be repeated, and gives a table of a later migration no more than reading and adding before that", async () => {
    await asOwner('CREATE TABLE "Later" ("id" int)');
    await pool().query('INSERT INTO "Later" VALUES (1)');
    await expect(pool().query('UPDATE "Later" SET "id" = 2')).rejects.toMatchObject({ code: "42501" });
    await grantRole(owner, role);
    await pool().query('UPDATE "Later" SET "id" = 2');
    await expect(pool().query('DELETE FROM "Later"')).rejects.toMatchObject({ code: "42501" });
  });

  it("refuses a role that is missing, or that no grant limits", async () => {
    await expect(grantRole(owner, "nobody_has_this")).rejects.toThrow(/no such role/);
    await expect(grantRole(owner, new URL(owner).username)).rejects.toThrow(/no grant limits it/);
  });
});
