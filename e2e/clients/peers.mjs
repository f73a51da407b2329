import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/bundle.mjs";
import { runProgram } from "../../scripts/processes.mjs";

/** Downloads of the tests and the benchmark, kept beside the installed packages. */
export const CACHE = path.join(ROOT, "node_modules/.cache/packhouse-clients");

/** The newest version of each line that runs on Node 20, and its script below its folder. */
export const PEERS = /** @type {const} */ ({
  npm10: { spec: "npm@10.9.9", script: "node_modules/npm/bin/npm-cli.js" },
  npm11: { spec: "npm@11.21.2", script: "node_modules/npm/bin/npm-cli.js" },
  pnpm10: { spec: "pnpm@10.34.9", script: "node_modules/pnpm/bin/pnpm.cjs" },
  yarn1: { spec: "yarn@1.22.22", script: "node_modules/yarn/bin/yarn.js" },
  yarn4: { spec: "@yarnpkg/cli-dist@4.18.1", script: "node_modules/@yarnpkg/cli-dist/bin/yarn.js" },
  verdaccio: { spec: "verdaccio@6.8.0", script: "node_modules/verdaccio/bin/verdaccio" },
});

/** @typedef {keyof typeof PEERS} Peer */

/** @param {Peer} peer */
const folderOf = (peer) => path.join(CACHE, PEERS[peer].spec.replaceAll("/", "_"));

/** @param {Peer} peer */
export const scriptOf = (peer) => path.join(folderOf(peer), PEERS[peer].script);

/**
 * Runs this machine's npm with its own settings: the only program here that contacts a public registry.
 * @param {string[]} args
 * @param {string} cwd
 */
export async function configuredNpm(args, cwd) {
  const running = process.env.npm_execpath ?? "";
  const [command, first] = /npm-cli\.[cm]?js$/.test(running) ? [process.execPath, [running]] : ["npm", []];
  await runProgram(command, [...first, ...args], { cwd, quiet: true, what: ["npm", ...args.slice(0, 3)].join(" ") });
}

/**
 * Fills a folder once; a folder left by an interrupted run never counts as complete.
 * @param {string} folder
 * @param {(draft: string) => Promise<void>} fill
 */
export async function once(folder, fill) {
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await fill(draft);
  if (existsSync(folder)) rmSync(draft, { recursive: true, force: true });
  else renameSync(draft, folder);
}

/** @param {Peer[]} peers */
export async function installPeers(peers) {
  for (const peer of peers) {
    await once(folderOf(peer), async (draft) => {
      // Overrides an old dependency of Verdaccio, whose own range no longer resolves.
      const overrides = peer === "verdaccio" ? { "node-fetch": "2.7.0" } : {};
      writeFileSync(path.join(draft, "package.json"), JSON.stringify({ private: true, overrides }));
      await configuredNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund", PEERS[peer].spec], draft);
    });
  }
}
