import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { NO_FILTERS, withSchemaEngine } from "./schema-engine";

/** Every deploying instance takes this lock first, so several may start at once. */
export const MIGRATION_LOCK = 7_402_310;

/** The bundle runs from `dist`, the tests from `scripts`: both lie one level below the root. */
export const ROOT = path.resolve(import.meta.dirname, "..");
export const MIGRATIONS = path.join(ROOT, "prisma", "migrations");

async function listMigrations() {
  const entries = existsSync(MIGRATIONS) ? await readdir(MIGRATIONS, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => {
      const value = await readFile(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
      return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
    }),
  );
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  return { baseDir: MIGRATIONS, lockfile, shadowDbInitScript: "", migrationDirectories };
}

/** Applies missing migrations in order and returns their names. Safe to run in parallel. */
export async function deployMigrations(connectionString: string): Promise<string[]> {
  const migrationsList = await listMigrations();
  const lock = new pg.Client({ connectionString });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const applied = await withSchemaEngine(connectionString, [], (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
    );
    return applied.appliedMigrationNames;
  } finally {
    await lock.end();
  }
}
