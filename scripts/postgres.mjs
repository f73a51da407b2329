import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { preparePostgres, serverOwner } from "./postgres-binaries.mjs";
import { commandLine, hasEnded, isAlive, stopWith, until } from "./processes.mjs";
import { Stop } from "./progress.mjs";

const SUPERUSER = "postgres";
const GUARD = fileURLToPath(new URL("./postgres-guard.mjs", import.meta.url));
const START_LIMIT_MS = 60_000;

/**
 * @param {string} folder
 * @param {string} password
 * @param {import("./postgres-binaries.mjs").Owner} owner
 * @param {string} binaries
 */
function initialise(folder, password, owner, binaries) {
  // A half-made cluster must never look like a whole one, so it is made beside its place and moved there when done.
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.${randomBytes(6).toString("hex")}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) for (const item of [draft, passwordFile]) chownSync(item, owner.uid, owner.gid);
  const result = spawnSync(
    path.join(binaries, "bin", "initdb"),
    [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    { ...owner, cwd: "/", encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) throw new Stop(`The database could not be created.\n${result.stdout}${result.stderr}`);
  renameSync(draft, folder);
}

/** @param {string} folder */
function readPidFile(folder) {
  try {
    const lines = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
function runningServer(folder) {
  const file = readPidFile(folder);
  if (!file || !isAlive(file.pid)) return undefined;
  return commandLine(file.pid).includes(`-D ${folder} `) ? file.pid : undefined;
}

/**
 * Stops a server that an earlier start left behind, and clears a pid file whose number now belongs to somebody else.
 * @param {string} folder
 */
export async function stopLeftover(folder) {
  const pid = runningServer(folder);
  if (pid === undefined) {
    // With its process gone the file stays: the server reads from it whether old sessions still hold the shared memory.
    if (isAlive(readPidFile(folder)?.pid ?? 0)) rmSync(path.join(folder, "postmaster.pid"), { force: true });
    return;
  }
  const gone = () => runningServer(folder) !== pid;
  await stopWith(
    pid,
    [
      ["SIGINT", 20_000],
      ["SIGQUIT", 10_000],
      ["SIGKILL", 5_000],
    ],
    gone,
  );
  if (!gone())
    throw new Stop(`A database server of an earlier start (process ${pid}) does not stop. End it and try again.`);
}

/**
 * Starts PostgreSQL on 127.0.0.1, creating the cluster when `folder` holds none.
 * @param {{ folder: string, port: number, password: string, logFile: string, settings?: Record<string, string> }} options
 */
export async function startPostgres({ folder, port, password, logFile, settings = {} }) {
  const owner = serverOwner();
  const binaries = preparePostgres(owner);
  if (!existsSync(path.join(folder, "PG_VERSION"))) initialise(folder, password, owner, binaries);
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", log_min_messages: "warning", ...settings };
  const args = [
    "-D",
    folder,
    "-p",
    String(port),
    ...Object.entries(all).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
  const ownerText = owner ? `${owner.uid}:${owner.gid}` : "";
  const command = [GUARD, path.join(binaries, "bin", "postgres"), ownerText, ...args];
  const deadline = Date.now() + START_LIMIT_MS;
  let guard = await launch();
  while (!guard && Date.now() < deadline && tail(logFile, 4).includes("shared memory block")) {
    // The last sessions of a killed server are still on their way out.
    await wait(500);
    guard = await launch();
  }
  if (!guard) throw new Stop(`The database did not start. Its log, ${logFile}, ends with:\n${tail(logFile)}`);
  const started = guard;

  async function launch() {
    await stopLeftover(folder);
    const log = openSync(logFile, "a", 0o600);
    const child = spawn(process.execPath, command, { stdio: ["pipe", log, log], detached: true });
    closeSync(log);
    const ready = () => runningServer(folder) !== undefined && readPidFile(folder)?.ready === true;
    await until(() => hasEnded(child) || ready(), START_LIMIT_MS);
    if (!hasEnded(child) && ready()) return child;
    child.stdin?.destroy();
    return undefined;
  }

  return {
    guard: started,
    port,
    /** @param {string} database */
    url: (database) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      started.stdin?.destroy();
      await stopWith(
        started.pid ?? 0,
        [
          ["SIGTERM", 25_000],
          ["SIGKILL", 5_000],
        ],
        () => hasEnded(started),
      );
      await stopLeftover(folder);
    },
  };
}

/**
 * @param {string} file
 * @param {number} [lines]
 */
export function tail(file, lines = 15) {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}

/**
 * A cluster that lives as long as its starter, for tests and drift checks: nothing is flushed, nothing is kept.
 * @param {string} folder made and removed here
 * @param {number} port
 */
export async function startThrowAwayPostgres(folder, port) {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const server = await startPostgres({
    folder: path.join(folder, "data"),
    port,
    password: randomBytes(12).toString("hex"),
    logFile: path.join(folder, "postgres.log"),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" },
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
