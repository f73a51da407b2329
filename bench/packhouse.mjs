import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { bundle, bundleFiles, ROOT } from "../scripts/bundle.mjs";
import { freePort } from "../scripts/ports.mjs";
import { hasEnded, stopWith } from "../scripts/processes.mjs";
import { answers } from "./load.mjs";

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * The registry as deployed, with an account and the benchmark's documents.
 * @param {string} folder
 * @param {string} databaseUrl
 */
export async function startPackhouse(folder, databaseUrl) {
  await bundle(["registry", "migrate"]);
  await bundleFiles({ "bench-world": "bench/world.ts" });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "a secret for a benchmark, at least 32 characters",
    SECRETS_KEY: "a key for a benchmark, at least 32 characters",
    PACKHOUSE_HOME: folder,
    REGISTRY_HOST: "127.0.0.1",
    REGISTRY_PORT: String(port),
    REGISTRY_URL: url,
    READS_PER_MINUTE_KEY: "100000000",
    READS_PER_MINUTE_ADDRESS: "100000000",
    LOG_LEVEL: "warn",
  };
  const dist = (name) => path.join(ROOT, "dist", `${name}.mjs`);
  const { deployMigrations } = await import(dist("migrate"));
  await deployMigrations(databaseUrl);
  const { stdout } = await run(process.execPath, [dist("bench-world")], { env, cwd: ROOT, maxBuffer: MOST_OUTPUT });
  const profile = process.env.BENCH_PROFILE ? ["--cpu-prof", `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];
  const child = spawn(process.execPath, [...profile, dist("registry")], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  await answers(`${url}/-/ping`, () => hasEnded(child));
  const memory = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;
  const stop = () =>
    stopWith(
      child.pid ?? 0,
      [
        ["SIGTERM", 10_000],
        ["SIGKILL", 5_000],
      ],
      () => hasEnded(child),
    );
  return { url, pid: child.pid ?? 0, ...JSON.parse(stdout), memory, stop };
}
