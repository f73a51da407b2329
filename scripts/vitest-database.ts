import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

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
