import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./bundle.mjs";
import { runProgram } from "./processes.mjs";
import { step } from "./progress.mjs";

const MODULES = path.join(ROOT, "node_modules");
const STAMP = path.join(MODULES, ".packhouse-install");
const LOCKFILE = path.join(ROOT, "package-lock.json");

function wanted() {
  return createHash("sha256")
    .update(readFileSync(LOCKFILE))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lockfile */

/** Whether npm completed an install of every package in the lockfile, by npm's own record. */
function isRecordedByNpm() {
  const hidden = path.join(MODULES, ".package-lock.json");
  if (!existsSync(hidden)) return false;
  /** @type {Lockfile} */
  const there = JSON.parse(readFileSync(hidden, "utf8"));
  /** @type {Lockfile} */
  const locked = JSON.parse(readFileSync(LOCKFILE, "utf8"));
  return Object.entries(locked.packages).every(([place, { version, optional }]) => {
    if (place === "") return true;
    const found = there.packages[place];
    return found ? found.version === version : optional === true;
  });
}

/** The npm that runs this script, else the one on the path. */
function npmCommand() {
  const running = process.env.npm_execpath ?? "";
  if (/npm-cli\.[cm]?js$/.test(running)) return { command: process.execPath, first: [running] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", first: [] };
}

/** Installs the lockfile's packages unless `node_modules` already holds them. */
export async function install() {
  const stamp = wanted();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  if (!isRecordedByNpm()) {
    const { command, first } = npmCommand();
    // The build needs the development packages even with NODE_ENV=production.
    const args = [...first, "ci", "--include=dev", "--include=optional"];
    await step("Installing packages", () => runProgram(command, args, { cwd: ROOT, what: "npm ci" }));
  }
  writeFileSync(STAMP, stamp);
}
