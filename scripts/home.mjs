import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { identify, isStill, stopWith } from "./processes.mjs";
import { Stop } from "./progress.mjs";

const MARKER = "packhouse-home.json";
const RUN = "run.json";

/** @typedef {import("./processes.mjs").Known} Known */
/** @typedef {{ supervisor: Known, children: Record<string, Known> }} Run */

/**
 * @template T
 * @param {string} file
 * @returns {T | undefined} undefined when the file is missing or was cut off while being written
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** @param {number} pid */
const known = (pid) => ({ pid, identity: identify(pid) });

/**
 * Ends processes that a dead supervisor left running, but only those that are provably the recorded ones.
 * @param {Run} run
 */
async function stopLeftovers({ children }) {
  await Promise.all(
    Object.values(children).map((child) => {
      if (!isStill(child)) return true;
      return stopWith(
        -child.pid,
        [
          ["SIGTERM", 8_000],
          ["SIGKILL", 5_000],
        ],
        () => !isStill(child),
      );
    }),
  );
}

/** @param {string} folder */
async function takeLock(folder) {
  const file = path.join(folder, RUN);
  /** @type {Run} */
  const mine = { supervisor: known(process.pid), children: {} };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: "wx", mode: 0o600 });
      return mine;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    /** @type {Run | undefined} */
    const other = readJson(file);
    if (other && isStill(other.supervisor)) {
      throw new Stop(
        `Packhouse already runs from ${folder} (process ${other.supervisor.pid}). ` +
          "Stop it first, or set PACKHOUSE_HOME to another folder.",
      );
    }
    if (other) await stopLeftovers(other);
    rmSync(file, { force: true });
  }
  throw new Stop(`Another start is using ${folder}. Wait for it to finish, or set PACKHOUSE_HOME to another folder.`);
}

/**
 * Opens the folder that holds all data of a demo, for this process alone.
 * @param {string} place
 */
export async function openHome(place) {
  mkdirSync(place, { recursive: true });
  const folder = realpathSync(place);
  const marker = path.join(folder, MARKER);
  if (!existsSync(marker)) {
    if (readdirSync(folder).length > 0) {
      throw new Stop(`${folder} holds files that are not Packhouse's. Set PACKHOUSE_HOME to an empty or a new folder.`);
    }
    writeJson(marker, { purpose: "The data of Packhouse. npm run demo -- --fresh starts over." });
  }
  const run = await takeLock(folder);
  /** @param {string} name */
  const file = (name) => path.join(folder, name);
  return {
    folder,
    file,
    /** @param {string} name */
    logFile: (name) => {
      mkdirSync(file("logs"), { recursive: true });
      return file(`logs/${name}.log`);
    },
    /**
     * Makes each secret once and keeps it in a file that only its owner can read.
     * @template {string} Name
     * @param {Name[]} names
     */
    secrets: (names) => {
      /** @type {Partial<Record<Name, string>>} */
      const kept = readJson(file("secrets.json")) ?? {};
      const entries = names.map((name) => [name, kept[name] ?? randomBytes(32).toString("base64url")]);
      /** @type {Record<Name, string>} */
      const all = Object.fromEntries(entries);
      writeJson(file("secrets.json"), { ...kept, ...all });
      return all;
    },
    /**
     * Records a child, so that a later start can end it if this process dies.
     * @param {string} name
     * @param {number} pid
     */
    remember: (name, pid) => {
      run.children[name] = known(pid);
      writeJson(file(RUN), run);
    },
    /** Removes everything except the marks of the home. */
    empty: () => {
      for (const name of readdirSync(folder)) {
        if (name !== MARKER && name !== RUN) rmSync(file(name), { recursive: true, force: true });
      }
    },
    close: () => rmSync(file(RUN), { force: true }),
  };
}

/** @typedef {Awaited<ReturnType<typeof openHome>>} Home */
