import pg from "pg";
import { inject } from "vitest";

/**
 * Runs before the modules of each test file load: gives the file a fresh copy of the migrated database. Files of one
 * worker follow each other, so the worker's number names the copy and the next file replaces it.
 */
const { url, template } = inject("databaseServer");
const name = `test_${process.env.VITEST_POOL_ID ?? "0"}`;
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
await client.end();
const own = new URL(url);
own.pathname = `/${name}`;
process.env.DATABASE_URL = own.href;
process.env.AUTH_SECRET ??= "a secret for tests, at least 32 characters long";
