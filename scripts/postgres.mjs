import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { preparePostgres, serverOwner } from "./postgres-binaries.mjs";
import { commandLine, hasEnded, isAlive, stopWith, until } from "./processes.mjs";
import { Stop } from "./progress.mjs";

const SUPERUSER = "postgres";
const GUARD = fileURLToPath(new URL("./postgres-guard.mjs", import.meta.url));
const START_LIMIT_MS = 60_000;
const SESSIONS_LIMIT_MS = 10_000;

/** @typedef {[NodeJS.Signals, number][]} Signals */
/** @type {Signals} fast shutdown, then an immediate one, which the next start recovers from */
const STOP_SERVER = [
  ["SIGINT", 20_000],
  ["SIGQUIT", 10_000],
  ["SIGKILL", 5_000],
];
/** @type {Signals} the guard needs as long as its server's fast shutdown */
const STOP_GUARD = [
  ["SIGTERM", 35_000],
  ["SIGKILL", 5_000],
];

/**
 * @param {string} folder
 * @param {string} password
 * @param {import("./postgres-binaries.mjs").Owner} owner
 * @param {string} binaries
 */
function initialise(folder, password, owner, binaries) {
  // Makes the cluster beside its place and moves it there when complete, so that a partial one is never used.
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
 * Sessions that outlived their server: processes of PostgreSQL that work in this folder.
 * @param {string} folder
 */
function sessionsIn(folder) {
  if (!existsSync("/proc/self/cwd")) return [];
  return readdirSync("/proc").filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readlinkSync(`/proc/${entry}/cwd`) === folder && /\/postgres$/.test(readlinkSync(`/proc/${entry}/exe`));
    } catch {
      return false;
    }
  });
}

/**
 * Stops everything that an earlier start left behind, so that the next server has its folder to itself.
 * @param {string} folder
 */
export async function stopLeftover(folder) {
  const pid = runningServer(folder);
  const gone = () => runningServer(folder) === undefined;
  if (pid !== undefined) await stopWith(pid, STOP_SERVER, gone);
  if (!gone()) throw new Stop(`The database server of an earlier start (process ${pid}) does not stop. End it first.`);
  await until(() => sessionsIn(folder).length === 0, SESSIONS_LIMIT_MS);
  for (const session of sessionsIn(folder)) {
    await stopWith(Number(session), [["SIGKILL", 5_000]], () => !sessionsIn(folder).includes(session));
  }
  // The number in the file may belong to another process by now, or to a zombie; the server takes both for a running
  // server. Without sessions, the file protects nothing.
  rmSync(path.join(folder, "postmaster.pid"), { force: true });
}

/**
 * Starts PostgreSQL on 127.0.0.1, creating the cluster when `folder` holds none. `remove` goes when the server ends.
 * @param {{ folder: string, port: number, password: string, logFile: string, settings?: Record<string, string>, remove?: string }} options
 */
export async function startPostgres({ folder, port, password, logFile, settings = {}, remove = "" }) {
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
  const command = [GUARD, path.join(binaries, "bin", "postgres"), ownerText, remove, ...args];
  await stopLeftover(folder);
  const log = openSync(logFile, "a", 0o600);
  const guard = spawn(process.execPath, command, { stdio: ["pipe", log, log], detached: true });
  closeSync(log);
  const isReady = () => runningServer(folder) !== undefined && readPidFile(folder)?.ready === true;
  await until(() => hasEnded(guard) || isReady(), START_LIMIT_MS);
  if (hasEnded(guard) || !isReady()) {
    guard.stdin?.destroy();
    throw new Stop(`The database did not start. Its log, ${logFile}, ends with:\n${tail(logFile)}`);
  }
  return {
    guard,
    port,
    /** @param {string} database */
    url: (database) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      guard.stdin?.destroy();
      await stopWith(guard.pid ?? 0, STOP_GUARD, () => hasEnded(guard));
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
    remove: folder,
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
