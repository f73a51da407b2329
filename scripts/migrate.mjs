import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundle, ROOT } from "./bundle.mjs";
import { freePort } from "./ports.mjs";
import { startThrowAwayPostgres } from "./postgres.mjs";
import { run } from "./progress.mjs";

// A production image has the bundle but not the bundler.
async function bundleWherePossible() {
  const possible = await import("esbuild").then(
    () => true,
    () => false,
  );
  if (possible) await bundle(["migrate"]);
}

/** @param {() => Promise<void>} work */
async function withDatabase(work) {
  if (process.env.DATABASE_URL) return work();
  const server = await startThrowAwayPostgres(await mkdtemp(path.join(tmpdir(), "packhouse-drift-")), await freePort());
  process.env.DATABASE_URL = server.url("postgres");
  try {
    await work();
  } finally {
    await server.stop();
  }
}

run(async () => {
  const args = process.argv.slice(2);
  await bundleWherePossible();
  const { migrate } = await import(path.join(ROOT, "dist", "migrate.mjs"));
  const comparesOnly = args[0] === "new" || args[0] === "check";
  await (comparesOnly ? withDatabase(() => migrate(args)) : migrate(args));
  // The engine leaves a ten-second timer of its lock behind, which would delay the exit.
  process.exit(0);
});
