import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./bundle.mjs";

/** Places that the build never reads, so a change there does not trigger a new one. */
const NOT_INPUT = new Set(["node_modules", "dist", "generated", "e2e", "bench", "test-results", "playwright-report"]);

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    const isOutput = NOT_INPUT.has(entry.name) || existsSync(path.join(place, "packhouse-home.json"));
    if (entry.isDirectory()) return isOutput || entry.name.startsWith(".") ? [] : filesBelow(place);
    const isInput =
      entry.isFile() && !/\.(test\.tsx?|tsbuildinfo|md)$/.test(entry.name) && entry.name !== "next-env.d.ts";
    return isInput && (!entry.name.startsWith(".") || entry.name.startsWith(".env")) ? [place] : [];
  });
}

/**
 * One hash over the names and contents of all files below these places.
 * @param {string[]} [places] relative to the root
 */
export function hashInputs(places = ["."]) {
  const hash = createHash("sha256");
  for (const file of places.flatMap((place) => filesBelow(path.join(ROOT, place))).sort()) {
    const content = readFileSync(file);
    hash.update(`${path.relative(ROOT, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * @param {string} stamp relative to the root
 * @param {string} hash
 */
export function isStamped(stamp, hash) {
  const file = path.join(ROOT, stamp);
  return existsSync(file) && readFileSync(file, "utf8") === hash;
}

/**
 * @param {string} stamp relative to the root
 * @param {string} hash
 */
export function writeStamp(stamp, hash) {
  writeFileSync(path.join(ROOT, stamp), hash);
}
