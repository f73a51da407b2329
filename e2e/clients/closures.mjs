import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import semver from "semver";
import { CACHE, configuredNpm, once } from "./peers.mjs";

/** The packages that the tests install, with their whole trees. */
export const ROOTS = /** @type {const} */ ({ express: "express@5.3.0", fastify: "fastify@5.12.8" });

/** @typedef {keyof typeof ROOTS} Root */
/** @typedef {{ name: string, version: string, file: string }} Packed `file` is the tarball as its source serves it */

/** @param {Root} root */
const folderOf = (root) => path.join(CACHE, `closure-${ROOTS[root]}`);

/** @param {string} name @param {string} version */
const fileOf = (name, version) => `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;

/** Resolves each tree once and keeps the tarballs of its exact versions. */
export async function fetchClosures() {
  for (const root of Object.keys(ROOTS)) {
    if (root !== "express" && root !== "fastify") continue;
    await once(folderOf(root), async (draft) => {
      const resolving = path.join(draft, "resolving");
      mkdirSync(resolving);
      writeFileSync(path.join(resolving, "package.json"), JSON.stringify({ private: true }));
      await configuredNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund", ROOTS[root]], resolving);
      const versions = readVersions(path.join(resolving, "node_modules/.package-lock.json"));
      await configuredNpm(
        ["pack", "--ignore-scripts", "--silent", ...versions.map(({ name, version }) => `${name}@${version}`)],
        draft,
      );
      rmSync(resolving, { recursive: true });
      writeFileSync(path.join(draft, "versions.json"), JSON.stringify(versions));
    });
  }
}

/** @param {string} lockfile */
function readVersions(lockfile) {
  /** @type {{ packages: Record<string, { version: string }> }} */
  const { packages } = JSON.parse(readFileSync(lockfile, "utf8"));
  const all = Object.entries(packages).map(([place, { version }]) => ({
    name: place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
  }));
  const unique = new Map(all.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()];
}

/**
 * The exact versions of a tree, older versions of a package first, as they were published.
 * @param {Root} root
 * @returns {Packed[]}
 */
export function closureOf(root) {
  const folder = folderOf(root);
  /** @type {{ name: string, version: string }[]} */
  const versions = JSON.parse(readFileSync(path.join(folder, "versions.json"), "utf8"));
  return versions
    .map(({ name, version }) => ({ name, version, file: path.join(folder, fileOf(name, version)) }))
    .sort((a, b) => (a.name === b.name ? semver.compare(a.version, b.version) : a.name < b.name ? -1 : 1));
}
