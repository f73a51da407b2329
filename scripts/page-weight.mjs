import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { ROOT } from "./bundle.mjs";

/** The most JavaScript that a page may load at first, in kilobytes after gzip. */
export const MOST_KB = 180;

const BUILD = path.join(ROOT, ".next");

/** @type {Map<string, number>} */
const sizes = new Map();

/** @param {string} file below `.next` */
function gzipBytes(file) {
  const known = sizes.get(file) ?? gzipSync(readFileSync(path.join(BUILD, file))).length;
  sizes.set(file, known);
  return known;
}

/**
 * The scripts of a page and its layouts, from the manifest that Next writes beside it as a script.
 * @param {string} file
 * @returns {string[]}
 */
function scriptsOf(file) {
  const scope = {
    globalThis: /** @type {{ __RSC_MANIFEST?: Record<string, { entryJSFiles?: Record<string, string[]> }> }} */ ({}),
  };
  runInNewContext(readFileSync(file, "utf8"), scope);
  const [manifest] = Object.values(scope.globalThis.__RSC_MANIFEST ?? {});
  return Object.values(manifest?.entryJSFiles ?? {}).flat();
}

/**
 * What a browser loads to open each page of the last build, the heaviest first.
 * @returns {{ page: string, kb: number, files: { file: string, kb: number }[] }[]}
 */
export function weighPages() {
  /** @type {Record<string, string>} */
  const pages = JSON.parse(readFileSync(path.join(BUILD, "app-path-routes-manifest.json"), "utf8"));
  /** @type {{ rootMainFiles: string[] }} */
  const { rootMainFiles } = JSON.parse(readFileSync(path.join(BUILD, "build-manifest.json"), "utf8"));
  return Object.entries(pages)
    .map(([entry, page]) => ({
      page,
      manifest: path.join(BUILD, "server/app", `${entry}_client-reference-manifest.js`),
    }))
    .filter(({ manifest }) => manifest.includes("page_client") && existsSync(manifest))
    .map(({ page, manifest }) => {
      const files = [...new Set([...rootMainFiles, ...scriptsOf(manifest)])].map((file) => ({
        file,
        kb: gzipBytes(file) / 1_000,
      }));
      return { page, kb: files.reduce((sum, { kb }) => sum + kb, 0), files };
    })
    .sort((one, other) => other.kb - one.kb);
}
