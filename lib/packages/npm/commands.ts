import path from "node:path";
import { isRecord, type Manifest } from "@/lib/packages/npm/manifest";
import { splitName } from "@/lib/packages/npm/names";
import { refuse } from "@/lib/packages/npm/refuse";

/** Commands or manual pages of one package, far above real ones. */
const MOST = 1_000;

// The rules of npm's `@npmcli/package-json`, which reads a folder where this reads a list of files.

/**
 * The commands that a package installs, by name: from `bin` in any of its forms, else the files below
 * `directories.bin`. Null without any. Errors: VALIDATION for too many.
 */
export function commandsOf({ bin, directories }: Manifest, name: string, files: readonly string[]): Manifest | null {
  const folder = isRecord(directories) ? directories.bin : undefined;
  const pairs = bin ? given(bin, name) : inFolder(folder, files).map((file) => [path.posix.basename(file), file]);
  if (pairs.length > MOST) refuse(`A package can have at most ${MOST} commands; this one has ${pairs.length}.`);
  const commands = new Map<string, string>();
  for (const [key = "", target] of pairs) {
    const command = path.posix.basename(key.replace(/[\\:]/g, "/"));
    const file = typeof target === "string" ? insidePackage(target) : "";
    if (command !== "" && command !== "." && command !== ".." && file !== "") commands.set(command, file);
  }
  return commands.size === 0 ? null : Object.fromEntries(commands);
}

/** The manual pages of a package: from `man`, else the files below `directories.man`. Null without any. Errors: as above. */
export function manualsOf({ man, directories }: Manifest, files: readonly string[]): string[] | null {
  const folder = isRecord(directories) ? directories.man : undefined;
  const listed: unknown[] = man ? [man].flat() : inFolder(folder, files).filter((file) => /\.\d$/.test(file));
  if (listed.length > MOST) refuse(`A package can have at most ${MOST} manual pages; this one has ${listed.length}.`);
  const pages = listed.map((page) => (typeof page === "string" ? insidePackage(page) : "")).filter(Boolean);
  return pages.length === 0 ? null : pages;
}

function given(bin: unknown, name: string): [string, unknown][] {
  if (typeof bin === "string") return [[splitName(name).base, bin]];
  if (Array.isArray(bin))
    return bin.filter((one) => typeof one === "string").map((one) => [path.posix.basename(one), one]);
  return isRecord(bin) ? Object.entries(bin) : [];
}

function inFolder(folder: unknown, files: readonly string[]): string[] {
  const base = typeof folder === "string" ? insidePackage(folder).replace(/\/+$/, "") : "";
  if (base === "") return [];
  return files.filter((file) => file.startsWith(`${base}/`) && !file.slice(base.length).includes("/."));
}

/** A path below the package's folder, as it is unpacked: neither absolute nor climbing. */
function insidePackage(target: string): string {
  return path.posix.join("/", target.replace(/\\/g, "/")).slice(1);
}
