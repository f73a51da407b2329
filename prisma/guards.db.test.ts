import { afterAll, beforeAll, expect, it } from "vitest";
import { disconnect, pool } from "@/lib/db";
import { newOrganization } from "@/lib/people/members/members.fixture";

/** Tables that TRUNCATE may empty, and why. */
const UNGUARDED: Readonly<Record<string, string>> = {
  _prisma_migrations: "belongs to the migrations' engine",
  RateBucket: "counts rates, which run out within the hour",
};

const query = (text: string, values: unknown[] = []) => pool().query(text, values);

let accountId = "";
beforeAll(async () => {
  accountId = (await newOrganization(5)).account.id;
});
afterAll(disconnect);

it("refuses to empty any table of the schema", async () => {
  const { rows } = await query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1");
  const tables = rows.map(({ tablename }) => String(tablename));
  expect(tables.length).toBeGreaterThan(30);
  const open: string[] = [];
  for (const table of tables) {
    const client = await pool().connect();
    try {
      await client.query("BEGIN");
      await client.query(`TRUNCATE "${table}" CASCADE`);
      open.push(table);
    } catch (error) {
      expect(error).toMatchObject({ code: "42501" });
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  }
  expect(open).toEqual(Object.keys(UNGUARDED).sort());
});

it("keeps the rows of published versions in their packages", async () => {
  await query(`
    WITH "p" AS (
      INSERT INTO "Package" ("id", "accountId", "name", "kind", "visibility", "createdAt", "updatedAt")
      VALUES (gen_random_uuid(), '${accountId}', '@acme/kept', 'package', 'private', now(), now()) RETURNING "id"),
    "a" AS (INSERT INTO "Artifact" ("sha512", "size", "createdAt") VALUES ('s', 1, now()) RETURNING "sha512")
    INSERT INTO "PackageVersion" ("id", "packageId", "version", "manifest", "files", "sha512", "integrity", "shasum",
                                  "size", "unpackedSize", "fileCount", "publishedAt", "publishedByName")
    SELECT gen_random_uuid(), "p"."id", '1.0.0', '{}', '[]', "a"."sha512", 'i', 's', 1, 1, 1, now(), 'Olivia' FROM "p", "a"`);
  await expect(query('DELETE FROM "PackageVersion"')).rejects.toThrow(/known for ever/);
  await expect(query('UPDATE "PackageVersion" SET "id" = gen_random_uuid()')).rejects.toThrow(/known for ever/);
  await query(`UPDATE "PackageVersion" SET "deprecated" = 'use another', "unpublishedAt" = now()`);
});

it("moves the head of a chain one event at a time, never back, away or beyond", async () => {
  const refused = [
    'DELETE FROM "AuditHead" WHERE "accountId" = $1',
    'UPDATE "AuditHead" SET "seq" = "seq" - 1 WHERE "accountId" = $1',
    'UPDATE "AuditHead" SET "seq" = "seq" + 1 WHERE "accountId" = $1',
    `UPDATE "AuditHead" SET "hash" = repeat('0', 64) WHERE "accountId" = $1`,
    'UPDATE "AuditHead" SET "accountId" = gen_random_uuid() WHERE "accountId" = $1',
    `INSERT INTO "AuditHead" ("accountId", "seq", "hash") SELECT gen_random_uuid(), 7, "hash" FROM "AuditHead" WHERE "accountId" = $1`,
  ];
  for (const text of refused) await expect(query(text, [accountId])).rejects.toThrow(/follows its events/);
  const { rows } = await query('SELECT "seq" FROM "AuditHead" WHERE "accountId" = $1', [accountId]);
  expect(Number(rows[0]?.seq)).toBeGreaterThan(0);
});
