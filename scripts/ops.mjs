import { existsSync } from "node:fs";
import path from "node:path";
import { bundle, ROOT } from "./bundle.mjs";
import { readJson } from "./home.mjs";
import { run, Stop } from "./progress.mjs";

/** Runs the operators' command against DATABASE_URL, else against the demo of this folder. */
run(async () => {
  if (!process.env.DATABASE_URL) {
    const home = path.resolve(process.env.PACKHOUSE_HOME || ".packhouse");
    /** @type {Record<string, string> | undefined} */
    const settings = readJson(path.join(home, "environment.json"));
    if (!settings || !existsSync(path.join(home, "run.json"))) {
      throw new Stop("There is no database to work on. Start the demo in another terminal, or set DATABASE_URL.");
    }
    Object.assign(process.env, settings);
  }
  // Log lines would mix with the answer and break its JSON.
  process.env.LOG_LEVEL ||= "silent";
  const file = path.join(ROOT, "dist", "ops.mjs");
  if (!existsSync(file)) await bundle(["ops"]);
  await import(file);
});
