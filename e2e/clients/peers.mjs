import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/bundle.mjs";
import { runProgram } from "../../scripts/processes.mjs";

/** What the tests and the benchmark fetch once and keep beside the installed packages. */
export const CACHE = path.join(ROOT, "node_modules/.cache/packhouse-clients");

/** The newest of each line that runs on Node 20, and its script below the folder it is installed into. */
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
 * Runs the npm of this machine with its own settings: the only program here that talks to a public registry.
 * @param {string[]} args
 * @param {string} cwd
 */
export async function configuredNpm(args, cwd) {
  const running = process.env.npm_execpath ?? "";
  const [command, first] = /npm-cli\.[cm]?js$/.test(running) ? [process.execPath, [running]] : ["npm", []];
  await runProgram(command, [...first, ...args], { cwd, quiet: true, what: ["npm", ...args.slice(0, 3)].join(" ") });
}

/**
 * Fills a folder once; one that was left half made by an interrupted run is never taken for a whole one.
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
      // The override is for an old dependency of Verdaccio that its own range no longer resolves.
      const overrides = peer === "verdaccio" ? { "node-fetch": "2.7.0" } : {};
      writeFileSync(path.join(draft, "package.json"), JSON.stringify({ private: true, overrides }));
      await configuredNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund", PEERS[peer].spec], draft);
    });
  }
}
