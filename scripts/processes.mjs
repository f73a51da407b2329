import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { Stop } from "./progress.mjs";

/** @param {number} pid */
export function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return !isZombie(pid);
}

/** @param {number} pid */
function isZombie(pid) {
  try {
    return statFields(pid)[0] === "Z";
  } catch {
    return false;
  }
}

/**
 * The fields after the command's name in /proc/PID/stat; the name may itself hold spaces and parentheses.
 * @param {number} pid
 */
function statFields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/**
 * What tells this process from a later one with the same number: the boot and the tick it started at.
 * Undefined when the process is gone or the system cannot say; such a process is never taken for ours.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function identify(pid) {
  try {
    if (!existsSync("/proc/self/stat")) {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
    }
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}:${statFields(pid)[19]}`;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {string}
 */
export function commandLine(pid) {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** @param {import("node:child_process").ChildProcess} child */
export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/** @typedef {{ pid: number, identity: string | undefined }} Known */

/** @param {Known} known */
export function isStill(known) {
  return known.identity !== undefined && isAlive(known.pid) && identify(known.pid) === known.identity;
}

/**
 * @param {() => boolean} condition
 * @param {number} limitMs
 */
export async function until(condition, limitMs) {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) return false;
    await wait(50);
  }
  return true;
}

/**
 * Sends each signal in turn, giving the process a while to obey before the next.
 * @param {number} pid negative for a whole process group
 * @param {[NodeJS.Signals, number][]} signals
 * @param {() => boolean} gone
 */
export async function stopWith(pid, signals, gone) {
  for (const [signal, patienceMs] of signals) {
    if (gone()) return true;
    try {
      process.kill(pid, signal);
    } catch {
      // It ended between the check and the signal.
    }
    if (await until(gone, patienceMs)) return true;
  }
  return gone();
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const programs = new Set();

/** Ends the running programs; their callers get a failure. */
export function stopPrograms() {
  for (const program of programs) program.kill("SIGTERM");
}

/**
 * Runs a program to its end; throws a `Stop` with the last lines of its output when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, what?: string }} [options]
 * @returns {Promise<void>}
 */
export function runProgram(command, args, options = {}) {
  const { quiet = false, what = [command, ...args].join(" ") } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    programs.add(child);
    let output = "";
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output = (output + chunk.toString("utf8")).slice(-20_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => reject(new Stop(`${what} could not start: ${error.message}`)));
    child.on("close", (code, signal) => {
      programs.delete(child);
      if (code === 0) resolve();
      else reject(new Stop(`${output}\n${what} failed (${signal ?? `status ${code}`}).`.trimStart()));
    });
  });
}
