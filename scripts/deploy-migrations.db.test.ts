import pg from "pg";
import { expect, test, vi } from "vitest";
import { deployMigrations, MIGRATION_LOCK } from "./deploy-migrations";
import { schemaDrift } from "./schema-drift";

const own = process.env.DATABASE_URL ?? "";

async function run(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** An empty database beside the file's own; it disappears with the server. */
async function emptyDatabase(name: string) {
  await run(own, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await run(own, `CREATE DATABASE ${name}`);
  const url = new URL(own);
  url.pathname = `/${name}`;
  return url.href;
}

test("instances that deploy at once apply each migration exactly once", async () => {
  const url = await emptyDatabase("deploy_at_once");
  const applied = await Promise.all([1, 2, 3, 4].map(() => deployMigrations(url)));
  expect(applied.flat().length).toBeGreaterThan(0);
  expect(new Set(applied.flat()).size).toBe(applied.flat().length);
  const rows = await run(url, `SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1`);
  expect(rows.map((row) => row.migration_name)).toEqual([...applied.flat()].sort());
  expect(await deployMigrations(url)).toEqual([]);
});

test("an instance waits, however long, while another one deploys", async () => {
  const url = await emptyDatabase("deploy_in_turn");
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
  const deploying = deployMigrations(url);
  await vi.waitFor(async () => {
    const waiting = await other.query("SELECT 1 FROM pg_locks WHERE objid = $1 AND NOT granted", [MIGRATION_LOCK]);
    expect(waiting.rowCount).toBe(1);
  });
  expect((await other.query(`SELECT to_regclass('_prisma_migrations') AS t`)).rows).toEqual([{ t: null }]);
  await other.end();
  expect((await deploying).length).toBeGreaterThan(0);
});

test("handwritten SQL is no drift, but an undeclared column is", async () => {
  const url = await emptyDatabase("drift_check");
  await deployMigrations(url);
  expect(await schemaDrift(url)).toBeUndefined();
  await run(
    url,
    `CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no; never'; END $$;
     CREATE TRIGGER refused BEFORE DELETE ON "User" FOR EACH ROW EXECUTE FUNCTION never();
     CREATE UNIQUE INDEX by_expression ON "User" (lower(email));
     CREATE INDEX partial ON "User" (email) WHERE name = '';
     ALTER TABLE "User" ADD CONSTRAINT checked CHECK (email <> 'nobody');`,
  );
  expect(await schemaDrift(url)).toBeUndefined();
  await run(url, `ALTER TABLE "User" ADD COLUMN "undeclared" text`);
  expect(await schemaDrift(url)).toContain('DROP COLUMN "undeclared"');
});
