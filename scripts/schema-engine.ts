import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { catalogueAdapter } from "./catalogue-adapter";

type SchemaFile = { path: string; content: string };

/** No table or enum is left out of the comparison; the engine ignores by itself what it cannot express. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

async function instantiate() {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const wasm = await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}

// The bindings allow one instance per process; two copies of this module must share it.
const kept: typeof globalThis & { packhouseSchemaEngine?: Promise<void> } = globalThis;

/** Prisma's schema engine as WebAssembly: the same migrations and bookkeeping as the native one. */
export async function withSchemaEngine<T>(
  connectionString: string,
  schema: SchemaFile[],
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  kept.packhouseSchemaEngine ??= instantiate();
  await kept.packhouseSchemaEngine;
  const pool = new pg.Pool({ connectionString });
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogueAdapter(pool));
  const datamodels = schema.map(({ path: file, content }): [string, string] => [file, content]);
  try {
    const options = { datamodels: datamodels.length > 0 ? datamodels : undefined };
    return await work(await bindings.SchemaEngine.new(options, () => {}, adapter));
  } finally {
    await pool.end();
  }
}
