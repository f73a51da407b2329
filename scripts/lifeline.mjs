// Loaded first into every process that the supervisor starts. The supervisor holds the other end of stdin; when it
// closes, however the supervisor ended, this process stops as if asked to.
import { isMainThread } from "node:worker_threads";

const PATIENCE_MS = 10_000;

function leave() {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
}

if (isMainThread && process.env.PACKHOUSE_LIFELINE === "1") {
  // Child processes inherit the option that loads this file, but not the pipe.
  delete process.env.PACKHOUSE_LIFELINE;
  process.stdin
    .once("close", leave)
    .on("error", () => {})
    .resume();
  if ("unref" in process.stdin && typeof process.stdin.unref === "function") process.stdin.unref();
}
