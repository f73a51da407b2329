import path from "node:path";
import { generateClient, generateRouteTypes } from "./build-product.mjs";
import { ROOT } from "./bundle.mjs";
import { forgetSettings } from "./clean-environment.mjs";
import { install } from "./install.mjs";
import { runProgram } from "./processes.mjs";
import { step } from "./progress.mjs";

/** @typedef {readonly [title: string, work: () => Promise<void>]} Step */

/** @param {string} name @param {string[]} args */
export function runBin(name, args) {
  const command = path.join(ROOT, "node_modules/.bin", name);
  return runProgram(command, args, { cwd: ROOT, what: [name, ...args].join(" ") });
}

async function checkTypes() {
  await generateRouteTypes();
  await runBin("tsc", ["--noEmit", "-p", "."]);
}

/** In the whole tree, then in the product alone: what only a test calls is dead too. */
async function findDeadCode() {
  await runBin("knip", []);
  await runBin("knip", ["--production"]);
}

/**
 * What reads the source and runs none of it.
 * @type {readonly Step[]}
 */
export const SOURCE_STEPS = [
  ["Types", checkTypes],
  ["Lint and format", () => runBin("biome", ["ci"])],
  ["Dead code", findDeadCode],
];

/**
 * Runs these steps one after the other on what they need; the first that fails is the last.
 * @param {readonly Step[]} steps
 */
export async function runSteps(steps) {
  forgetSettings();
  await install();
  await generateClient();
  for (const [title, work] of steps) await step(title, work);
}
