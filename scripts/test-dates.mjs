import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./bundle.mjs";
import { runProgram } from "./processes.mjs";
import { run, Stop, say } from "./progress.mjs";
import { runSteps } from "./steps.mjs";

const LIBRARY = "libfaketimeMT.so.1";
const CACHE = path.join(ROOT, "node_modules/.cache/faketime");

/**
 * Moments at which a day, a month or an hour is not what it usually is; each in the zone of its clock.
 * @type {readonly (readonly [name: string, at: string, zone: string])[]}
 */
const DATES = [
  ["today", "+0", "UTC"],
  ["a leap day, 20 minutes before midnight", "@2028-02-29 23:40:00", "UTC"],
  ["the last minute of a year", "@2026-12-31 23:59:00", "UTC"],
  ["the end of a month of 28 days", "@2027-02-28 12:00:00", "America/New_York"],
  ["five minutes before summer time", "@2027-03-28 01:55:00", "Europe/Berlin"],
  ["five years on", "@2031-12-01 09:00:00", "Asia/Kolkata"],
];

/** @param {string} folder */
function libraryBelow(folder) {
  try {
    const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((file) => file.endsWith(LIBRARY));
    return found && path.join(folder, found);
  } catch {
    return undefined;
  }
}

/** Debian's library that moves the clock of a program and of all that it starts; unpacked, not installed. */
function requireFaketime() {
  const known = libraryBelow("/usr/lib/x86_64-linux-gnu/faketime") ?? libraryBelow(CACHE);
  if (known) return known;
  mkdirSync(CACHE, { recursive: true });
  const fetched = spawnSync("apt-get", ["download", "libfaketime"], { cwd: CACHE, stdio: "ignore" });
  const archive = readdirSync(CACHE).find((file) => file.endsWith(".deb"));
  if (fetched.status === 0 && archive) spawnSync("dpkg", ["-x", archive, "."], { cwd: CACHE, stdio: "ignore" });
  const library = libraryBelow(CACHE);
  if (!library) throw new Stop("Moving the clock needs Debian's libfaketime: sudo apt-get install -y libfaketime");
  return library;
}

/**
 * The unit and database tests at one moment: all, or the files named as arguments. The dates of files stay the
 * machine's, as does the clock that measures durations.
 * @param {string} library
 * @param {string} at
 * @param {string} zone
 */
function testAt(library, at, zone) {
  const clock = { LD_PRELOAD: library, FAKETIME: at, DONT_FAKE_MONOTONIC: "1", NO_FAKE_STAT: "1", TZ: zone };
  const vitest = path.join(ROOT, "node_modules/.bin/vitest");
  const projects = ["--project", "unit", "--project", "db", "--reporter=dot"];
  return runProgram(vitest, ["run", ...projects, ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...process.env, ...clock },
    what: `the tests on ${at}, ${zone}`,
  });
}

/** Runs every date, also after one that fails, and ends with the list of those. */
run(async () => {
  const library = requireFaketime();
  /** @type {string[]} */
  const failed = [];
  await runSteps(
    DATES.map(([name, at, zone]) => [
      `Tests on ${name}`,
      () => testAt(library, at, zone).catch((error) => void failed.push(`${name}: ${String(error)}`)),
    ]),
  );
  if (failed.length > 0) throw new Stop(`Tests depend on the day:\n${failed.join("\n")}`);
  say("The tests hold on every date.");
});
