// Stops the server cleanly when its starter dies. The starter holds the other end of stdin, and a closed pipe means
// "stop", however the starter ended.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

const FAST_SHUTDOWN_MS = 20_000;
// `remove` names a folder to remove when the server ends; empty for none.
const [binary = "", owner = "", remove = "", ...args] = process.argv.slice(2);
const [uid, gid] = owner.split(":").map(Number);
const server = spawn(binary, args, {
  stdio: ["ignore", "inherit", "inherit"],
  cwd: "/",
  ...(uid !== undefined && gid !== undefined && owner !== "" ? { uid, gid } : {}),
});

server.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
server.on("exit", (code) => {
  if (remove !== "") rmSync(remove, { recursive: true, force: true });
  process.exit(code ?? 1);
});

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  server.kill("SIGINT");
  setTimeout(() => server.kill("SIGQUIT"), FAST_SHUTDOWN_MS).unref();
}
process.stdin.on("end", stop).on("close", stop).on("error", stop).resume();
for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"])) process.on(signal, stop);
