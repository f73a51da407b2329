import path from "node:path";
import { defineConfig } from "prisma/config";

// Generating a client needs no schema engine, but Prisma's command looks for one before it starts: any executable will
// do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: path.join("prisma", "schema"),
  migrations: { path: path.join("prisma", "migrations") },
});
