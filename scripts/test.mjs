import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { buildProduct } from "./build-product.mjs";
import { ROOT } from "./bundle.mjs";
import { readJson } from "./home.mjs";
import { MOST_KB, weighPages } from "./page-weight.mjs";
import { runProgram } from "./processes.mjs";
import { run, Stop, say, seconds } from "./progress.mjs";
import { runBin, runSteps, SOURCE_STEPS } from "./steps.mjs";

const REPORTS = path.join(ROOT, "test-results");
const VITEST_REPORT = path.join(REPORTS, "vitest.json");
const PLAYWRIGHT_REPORT = path.join(REPORTS, "playwright.json");

async function vitest() {
  await runBin("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${VITEST_REPORT}`]);
}

async function playwright() {
  const { requireChromium } = await import("./chromium.mjs");
  await requireChromium();
  await runBin("playwright", ["test"]);
}

/** Each page of the build, before a browser opens one. */
async function refuseHeavyPages() {
  const heavy = weighPages().filter(({ kb }) => kb > MOST_KB);
  const lines = heavy.map(({ page, kb }) => `${page} loads ${Math.round(kb)} KB`);
  if (heavy.length > 0) throw new Stop(`A page loads at most ${MOST_KB} KB of scripts:\n${lines.join("\n")}`);
}

/** The counts of both runners; a runner without a report, or without tests, counts as a failure. */
function counts() {
  /** @type {{ numPassedTests: number, numFailedTests: number } | undefined} */
  const unit = readJson(VITEST_REPORT);
  /** @type {{ stats: { expected: number, flaky: number, unexpected: number } } | undefined} */
  const browser = readJson(PLAYWRIGHT_REPORT);
  if (!unit?.numPassedTests || !browser?.stats.expected)
    throw new Stop("A test runner ended without having run a test.");
  const { expected, flaky, unexpected } = browser.stats;
  return { passed: unit.numPassedTests + expected, failed: unit.numFailedTests + flaky + unexpected };
}

/** @type {import("./steps.mjs").Step[]} */
const STEPS = [
  ...SOURCE_STEPS,
  [
    "Schema drift",
    () => runProgram(process.execPath, [path.join(ROOT, "scripts/migrate.mjs"), "check"], { cwd: ROOT }),
  ],
  ["Unit, database and package-manager tests", vitest],
  ["Build", () => buildProduct({ quiet: true })],
  ["Weight of the pages", refuseHeavyPages],
  ["Browser tests", playwright],
];

run(async () => {
  const from = Date.now();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  await runSteps(STEPS);
  const { passed, failed } = counts();
  say(`All steps took ${seconds(Date.now() - from)}.`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exit(1);
});
