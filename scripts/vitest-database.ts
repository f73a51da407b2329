import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, expect, inject } from "vitest";

/**
 * Gives each test file a fresh copy of the migrated database, before its modules load. Names are unique, since workers
 * of different projects may share a number; the copies disappear with their server.
 */
const { url, template } = inject("databaseServer");
const name = `test_${randomUUID().replaceAll("-", "")}`;
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
await client.end();
const own = new URL(url);
own.pathname = `/${name}`;
process.env.DATABASE_URL = own.href;
process.env.AUTH_SECRET ??= "a secret for tests, at least 32 characters long";
process.env.SECRETS_KEY ??= "a key for the secrets of tests, 32 characters or more";

// Whatever a test lets the product record, personal data stands beside the event and not in it: no address of mail, and
// not the network that fixtures send from.
afterAll(async () => {
  const reader = new pg.Client({ connectionString: own.href });
  await reader.connect();
  const { rows } = await reader.query(`
    SELECT DISTINCT "action" FROM "AuditEvent"
     WHERE "format" = 2 AND concat("actor", "targets", "changes", "metadata", "context")
           ~ '[^[:space:]"@/]@[a-z0-9.-]+\\.(com|example|test)\\y|203\\.0\\.113\\.'`);
  await reader.end();
  expect(rows, "events with personal data in the open").toEqual([]);
});
