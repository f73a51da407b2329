import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { deployMigrations } from "./deploy-migrations";
import { freePort } from "./ports.mjs";
import { startThrowAwayPostgres } from "./postgres.mjs";

const TEMPLATE = "packhouse_template";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: { url: string; template: string };
  }
}

/**
 * Starts one server for the whole run, with the migrations applied once to a template that every test file's database
 * copies.
 */
export default async function setup(project: TestProject) {
  const server = await startThrowAwayPostgres(await mkdtemp(path.join(tmpdir(), "packhouse-test-")), await freePort());
  try {
    const client = new pg.Client({ connectionString: server.url("postgres") });
    await client.connect();
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
    await client.end();
    await deployMigrations(server.url(TEMPLATE));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("databaseServer", { url: server.url("postgres"), template: TEMPLATE });
  return () => server.stop();
}
