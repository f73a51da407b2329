import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./deploy-migrations";
import { NO_FILTERS, withSchemaEngine } from "./schema-engine";

const SCHEMA = path.join(ROOT, "prisma", "schema");

async function readSchema() {
  const names = (await readdir(SCHEMA)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: path.join(SCHEMA, name),
      content: await readFile(path.join(SCHEMA, name), "utf8"),
    })),
  );
}

/**
 * The SQL that would bring the database to the schema, or undefined when they agree. Triggers, functions and checks,
 * and partial and expression indexes are written by hand: the engine does not see them, so they are no drift.
 */
export async function schemaDrift(connectionString: string): Promise<string | undefined> {
  const files = await readSchema();
  const { exitCode, stdout } = await withSchemaEngine(connectionString, files, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files, configDir: ROOT },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    }),
  );
  return exitCode === 0 ? undefined : (stdout ?? "");
}
