// Loaded first into every process that the supervisor starts: the supervisor holds the other end of stdin, and when that
// closes, however the supervisor ended, this process leaves as if it had been asked to.
import { isMainThread } from "node:worker_threads";

const PATIENCE_MS = 10_000;

function leave() {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
}

if (isMainThread && process.env.PACKHOUSE_LIFELINE === "1") {
  // Processes started from here inherit the option that loads this file, but not the pipe.
  delete process.env.PACKHOUSE_LIFELINE;
  process.stdin
    .once("close", leave)
    .on("error", () => {})
    .resume();
  if ("unref" in process.stdin && typeof process.stdin.unref === "function") process.stdin.unref();
}
