import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const exclude = ["node_modules/**", "dist/**", ".next/**", "generated/**", ".packhouse/**"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // Tests run outside Next, where `server-only` throws.
      { find: /^server-only$/, replacement: path.join(root, "node_modules/server-only/empty.js") },
    ],
  },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    // The database works while a test waits for it: on two cores two files take little longer than one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts", "**/*.clients.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["scripts/vitest-database-server.ts"],
          setupFiles: ["scripts/vitest-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "clients",
          include: ["e2e/clients/**/*.clients.test.ts"],
          exclude,
          globalSetup: ["scripts/vitest-database-server.ts", "e2e/clients/setup.ts"],
          setupFiles: ["scripts/vitest-database.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // Package managers use every core, so they run after the other tests; two files fill two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
