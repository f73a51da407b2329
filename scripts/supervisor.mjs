import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { ROOT } from "./bundle.mjs";
import { stopWith } from "./processes.mjs";
import { say, seconds } from "./progress.mjs";

const LIFELINE = new URL("./lifeline.mjs", import.meta.url).href;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const STABLE_AFTER_MS = 60_000;

/** @param {number} failures */
export const pauseAfter = (failures) => Math.min(FIRST_PAUSE_MS * 2 ** Math.max(failures - 1, 0), LONGEST_PAUSE_MS);

/** @param {number} pid */
function groupIsAlive(pid) {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps one Node process running: it starts again, after a growing pause, whenever it ends.
 * @param {{ name: string, args: string[], env: NodeJS.ProcessEnv, logFile: string, onStart: (pid: number) => void }} options
 */
export function supervise({ name, args, env, logFile, onStart }) {
  let stopping = false;
  let failures = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let child = start();

  function start() {
    const log = openSync(logFile, "a", 0o600);
    const startedAt = Date.now();
    // A group of its own, so that Ctrl-C reaches only the supervisor, which then stops everything in order.
    const started = spawn(process.execPath, ["--import", LIFELINE, ...args], {
      cwd: ROOT,
      env: { ...env, PACKHOUSE_LIFELINE: "1" },
      stdio: ["pipe", log, log],
      detached: true,
    });
    closeSync(log);
    started.stdin?.on("error", () => {});
    if (started.pid !== undefined) onStart(started.pid);
    started.on("error", (error) => say(`The ${name} could not start: ${error.message}`));
    started.on("exit", (code, signal) => {
      if (stopping) return;
      failures = Date.now() - startedAt > STABLE_AFTER_MS ? 1 : failures + 1;
      const pause = pauseAfter(failures);
      say(
        `The ${name} ended (${signal ?? `status ${code}`}); starting it again in ${seconds(pause)}. Its log: ${logFile}`,
      );
      timer = setTimeout(() => {
        child = start();
      }, pause);
    });
    return started;
  }

  return {
    name,
    logFile,
    failures: () => failures,
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      const { pid } = child;
      if (pid === undefined) return;
      child.stdin?.destroy();
      await stopWith(
        -pid,
        [
          ["SIGTERM", 10_000],
          ["SIGKILL", 5_000],
        ],
        () => !groupIsAlive(pid),
      );
    },
  };
}

/** @typedef {ReturnType<typeof supervise>} Supervised */
