import path from "node:path";
import { defineConfig } from "prisma/config";

// Generating a client needs no schema engine, but the command line looks for one before it starts: name any executable.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: path.join("prisma", "schema"),
  migrations: { path: path.join("prisma", "migrations") },
});
