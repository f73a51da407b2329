import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The entry file of each process beside Next, of its render thread, and of what commands import; by its name in `dist`. */
const ENTRIES = {
  registry: "registry/main.ts",
  worker: "lib/worker/jobs/worker.ts",
  readme: "lib/packages/readme/render-thread.ts",
  seed: "prisma/seed/main.ts",
  ops: "ops/main.ts",
  sandbox: "sandbox/stripe/main.ts",
  migrate: "scripts/migrate.ts",
  queues: "lib/worker/jobs/prepare-queues.ts",
};

/** @typedef {keyof typeof ENTRIES} Bundle */

/**
 * Bundles our own modules into `dist/NAME.mjs` and leaves packages where they are. `server-only` throws outside Next, so
 * its empty module stands in; the `react-server` condition would do the same but break rendering mail.
 * @param {Bundle[]} [names]
 */
export async function bundle(names = /** @type {Bundle[]} */ (Object.keys(ENTRIES))) {
  await bundleFiles(Object.fromEntries(names.map((name) => [name, ENTRIES[name]])));
}

/**
 * As `bundle`, for programs that are no part of the product.
 * @param {Record<string, string>} files by the name in `dist`
 */
export async function bundleFiles(files) {
  const { build, stop } = await import("esbuild");
  await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(files).map(([out, file]) => ({ in: file, out })),
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    alias: { "server-only": path.join(ROOT, "node_modules/server-only/empty.js") },
    jsx: "automatic",
    sourcemap: true,
    logLevel: "warning",
  });
  // esbuild's service process would otherwise stay as long as the demo runs.
  await stop();
}
