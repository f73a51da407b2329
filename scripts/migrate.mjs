import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundle, ROOT } from "./bundle.mjs";
import { freePort } from "./ports.mjs";
import { startThrowAwayPostgres } from "./postgres.mjs";
import { run } from "./progress.mjs";

// A production image has the bundle but not the bundler.
/** @param {import("./bundle.mjs").Bundle[]} names */
async function bundleWherePossible(names) {
  const possible = await import("esbuild").then(
    () => true,
    () => false,
  );
  if (possible) await bundle(names);
}

/**
 * Gives the role of the processes what they need in the database that was just migrated, and no more.
 * @param {string} databaseUrl of the owner
 * @param {string} role
 */
async function prepareRole(databaseUrl, role) {
  const { grantRole } = await import(path.join(ROOT, "dist", "migrate.mjs"));
  await bundleWherePossible(["queues"]);
  const { prepareQueues } = await import(path.join(ROOT, "dist", "queues.mjs"));
  await prepareQueues(databaseUrl);
  await grantRole(databaseUrl, role);
  console.log(`The role ${role} may do what the processes need.`);
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
  await bundleWherePossible(["migrate"]);
  const { migrate } = await import(path.join(ROOT, "dist", "migrate.mjs"));
  const comparesOnly = args[0] === "new" || args[0] === "check";
  await (comparesOnly ? withDatabase(() => migrate(args)) : migrate(args));
  const { DATABASE_URL, DATABASE_APP_ROLE } = process.env;
  if (DATABASE_URL && DATABASE_APP_ROLE && !comparesOnly) await prepareRole(DATABASE_URL, DATABASE_APP_ROLE);
  // The engine leaves a ten-second timer of its lock behind, which would delay the exit.
  process.exit(0);
});
