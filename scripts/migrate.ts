import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { deployMigrations, MIGRATIONS } from "./deploy-migrations";
import { grantRole } from "./grant-role";
import { Stop } from "./progress.mjs";
import { schemaDrift } from "./schema-drift";

export { deployMigrations, grantRole };

const USAGE = "Use: npm run migrate · npm run migrate -- new NAME · npm run migrate -- check";

function databaseUrl() {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Stop("DATABASE_URL is not set, so there is no database to migrate. Set it and run this again.");
  return url;
}

async function deploy() {
  const applied = await deployMigrations(databaseUrl());
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
}

/** Applies all migrations to an empty database beside the named one; returns what the schema has beyond them. */
async function driftOfMigrations() {
  const url = databaseUrl();
  const name = `packhouse_drift_${process.pid}`;
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
    await deployMigrations(shadow.href);
    return await schemaDrift(shadow.href);
  } finally {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.end();
  }
}

async function create(name: string | undefined) {
  if (!name || !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
    throw new Stop(`A migration needs a name in lower_snake_case, for example: npm run migrate -- new add_invites`);
  }
  const sql = await driftOfMigrations();
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join(MIGRATIONS, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, "migration.sql"),
    sql ?? "-- The schema and the migrations agree: add SQL by hand.\n",
  );
  console.log(
    `Wrote ${path.relative(process.cwd(), folder)}/migration.sql. Read it, and add what the schema cannot say.`,
  );
}

async function check() {
  const sql = await driftOfMigrations();
  if (sql === undefined) return console.log("The migrations produce exactly the schema.");
  throw new Stop(`The schema has changes that no migration makes. Run: npm run migrate -- new NAME\n\n${sql}`);
}

/** `deploy` (the default), `new NAME`, or `check`. */
export async function migrate([command = "deploy", name]: string[]): Promise<void> {
  if (command === "deploy") return deploy();
  if (command === "new") return create(name);
  if (command === "check") return check();
  throw new Stop(`"${command}" is not a migration command. ${USAGE}`);
}
