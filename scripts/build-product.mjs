import { rmSync } from "node:fs";
import path from "node:path";
import { bundle, ROOT } from "./bundle.mjs";
import { hashInputs, isStamped, writeStamp } from "./inputs.mjs";
import { runProgram } from "./processes.mjs";
import { step } from "./progress.mjs";

const CLIENT_STAMP = "generated/.inputs";
const STAMPS = ["dist/.inputs", ".next/.inputs"];
const QUIET_TOOLS = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };

/**
 * @param {string} script below node_modules
 * @param {string[]} args
 * @param {{ quiet: boolean, what: string, env?: NodeJS.ProcessEnv }} options
 */
function runTool(script, args, { quiet, what, env }) {
  return runProgram(process.execPath, [path.join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET_TOOLS, ...env },
    quiet,
    what,
  });
}

/** Generates the database client when the schema has changed. */
export async function generateClient() {
  const hash = hashInputs(["prisma/schema"]);
  if (isStamped(CLIENT_STAMP, hash)) return;
  await step("Generating the database client", async () => {
    await runTool("prisma/build/index.js", ["generate"], { quiet: true, what: "prisma generate" });
    writeStamp(CLIENT_STAMP, hash);
  });
}

/** Generates the types of the routes for the type check. */
export async function generateRouteTypes() {
  await runTool("next/dist/bin/next", ["typegen"], { quiet: true, what: "next typegen" });
}

/**
 * Builds everything that runs in production, when a source changed since the last time.
 * @param {{ quiet?: boolean, always?: boolean }} [options]
 */
export async function buildProduct({ quiet = false, always = false } = {}) {
  await generateClient();
  const hash = hashInputs();
  if (!always && STAMPS.every((stamp) => isStamped(stamp, hash))) return;
  for (const stamp of STAMPS) rmSync(path.join(ROOT, stamp), { force: true });
  await step("Bundling the registry, the worker and the commands", () => bundle());
  await step("Building the dashboard", () =>
    runTool("next/dist/bin/next", ["build"], { quiet, what: "next build", env: { NODE_ENV: "production" } }),
  );
  for (const stamp of STAMPS) writeStamp(stamp, hash);
}
