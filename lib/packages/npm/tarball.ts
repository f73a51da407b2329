import semver from "semver";
import { MAX_JSON_DEPTH, parseBoundedJson } from "@/lib/packages/npm/bounded-json";
import { isRecord } from "@/lib/packages/npm/manifest";
import { invalid } from "@/lib/packages/npm/refuse";
import type { ByteSource } from "@/lib/packages/npm/request-body";
import { TARBALL_LIMITS, type TarballFile, type TarballLimits, walkTarball } from "@/lib/packages/npm/tarball-entries";
import { decodeText } from "@/lib/packages/npm/text-file";

const MAX_MANIFEST_BYTES = 1024 * 1024;
const MAX_CONTENT_BYTES = 5 * 1024 * 1024;
/** Of `package.json` and `content.json` each, far above real ones: checking so many takes 0.1 s. */
export const FILE_JSON = { maxParts: 30_000, maxDepth: MAX_JSON_DEPTH };
const MAX_README_BYTES = 512 * 1024;
/** The best name first; compared in lower case. */
const README_NAMES = ["readme.md", "readme.markdown", "readme", "readme.txt"];

export type TarballReadme = { path: string; text: string; truncated: boolean };

export type TarballInspection = {
  /** In path order. A repeated path is listed once: the last one wins, as when a client unpacks. */
  files: TarballFile[];
  fileCount: number;
  /** Bytes of all files. */
  unpackedSize: number;
  manifest: Record<string, unknown>;
  name: string;
  version: string;
  readme: TarballReadme | null;
  /** The parsed `content.json` of a content package. Undefined when there is none. */
  content: unknown;
  hasInstallScript: boolean;
  hasShrinkwrap: boolean;
};

/**
 * Reads everything that a publish needs from a .tgz, in one pass. `expected` is the client's claim; without it (an
 * upload in the browser) name and version come from `package.json`. Errors: VALIDATION with one sentence.
 */
export async function inspectTarball(
  source: ByteSource,
  expected: { name: string; version: string } | null,
  limits: TarballLimits = TARBALL_LIMITS,
): Promise<TarballInspection> {
  const files = new Map<string, TarballFile>();
  const kept = new Map<string, Kept>();
  await walkTarball(
    source,
    (file) => {
      if (isSecondManifest(file.path, files)) {
        throw invalid("The tarball has more than one package.json, and clients differ in which one they read.");
      }
      files.set(file.path, file);
      const most = keepBytes(file);
      if (most === null) return null;
      const content = new Kept(most);
      kept.set(file.path, content);
      return content.take;
    },
    limits,
  );
  const manifest = readManifest(kept.get("package.json"));
  const { name, version } = identify(manifest, expected);
  const list = [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));

  return {
    files: list,
    fileCount: list.length,
    unpackedSize: list.reduce((sum, { size }) => sum + size, 0),
    manifest,
    name,
    version,
    readme: readReadme(kept),
    content: readContent(kept.get("content.json")),
    hasInstallScript: hasInstallScript(manifest, files),
    hasShrinkwrap: files.has("npm-shrinkwrap.json"),
  };
}

/**
 * Reads a file of a tarball by its path in `inspectTarball`, cut at `maxBytes`. Null when it is missing.
 * Errors: VALIDATION past the limits, by default those of a publish.
 */
export async function readTarballFile(
  source: ByteSource,
  path: string,
  maxBytes: number,
  limits: TarballLimits = TARBALL_LIMITS,
): Promise<{ bytes: Buffer; size: number; truncated: boolean } | null> {
  const found: { last: { kept: Kept; size: number } | null } = { last: null };
  const visit = (file: TarballFile) => {
    if (file.path !== path) return null;
    const kept = new Kept(maxBytes);
    found.last = { kept, size: file.size };
    return kept.take;
  };
  await walkTarball(source, visit, limits);
  if (found.last === null) return null;
  const { kept, size } = found.last;
  return { bytes: kept.bytes(), size, truncated: kept.truncated };
}

/** The first bytes of one file. */
class Kept {
  private readonly chunks: Buffer[] = [];
  private length = 0;
  truncated = false;

  constructor(private readonly most: number) {}

  readonly take = (chunk: Buffer): void => {
    const room = this.most - this.length;
    if (chunk.length > room) this.truncated = true;
    const part = chunk.subarray(0, room);
    if (part.length > 0) this.chunks.push(Buffer.from(part));
    this.length += part.length;
  };

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** How many bytes of a file to keep; null for none. Only README names ignore case. */
function keepBytes(file: TarballFile): number | null {
  if (file.path === "package.json") return MAX_MANIFEST_BYTES;
  if (file.path === "content.json") return MAX_CONTENT_BYTES;
  return README_NAMES.includes(file.path.toLowerCase()) ? MAX_README_BYTES : null;
}

function readManifest(kept: Kept | undefined): Record<string, unknown> {
  if (kept === undefined) throw invalid("The tarball has no package.json in its top folder.");
  const manifest = readJson("package.json", kept);
  if (!isRecord(manifest)) throw invalid("The package.json in the tarball is not a JSON object.");
  return manifest;
}

/** A second one would replace the first on disk; on some file systems in any case of letters. */
function isSecondManifest(path: string, files: ReadonlyMap<string, TarballFile>): boolean {
  const isManifest = (one: string) => one.toLowerCase() === "package.json";
  return isManifest(path) && [...files.keys()].some(isManifest);
}

function identify(manifest: Record<string, unknown>, expected: { name: string; version: string } | null) {
  const name = typeof manifest.name === "string" ? manifest.name.trim() : "";
  // Clients normalize the version (`v1.0.0`, `1.0.0+build`) in the manifest they send, but not in the packed file.
  const version = typeof manifest.version === "string" ? (semver.clean(manifest.version, { loose: true }) ?? "") : "";
  if (name === "" || version === "") throw invalid("The package.json in the tarball needs a name and a valid version.");
  if (expected !== null && (expected.name !== name || expected.version !== version)) {
    throw invalid(
      `The tarball holds ${name.slice(0, 214)}@${version}; the publish is for ${expected.name}@${expected.version}.`,
    );
  }
  return { name, version };
}

function readContent(kept: Kept | undefined): unknown {
  return kept === undefined ? undefined : readJson("content.json", kept);
}

function readJson(path: string, kept: Kept): unknown {
  if (kept.truncated) throw invalid(`The ${path} in the tarball is too large.`);
  return parseBoundedJson(kept.bytes(), FILE_JSON, `The ${path} in the tarball`);
}

function readReadme(kept: Map<string, Kept>): TarballReadme | null {
  for (const name of README_NAMES) {
    for (const [path, content] of kept) {
      if (path.toLowerCase() !== name) continue;
      const text = decodeText(content.bytes(), content.truncated);
      if (text !== null) return { path, text, truncated: content.truncated };
    }
  }
  return null;
}

/** Clients run node-gyp for a `binding.gyp` without install scripts. */
function hasInstallScript(manifest: Record<string, unknown>, files: Map<string, TarballFile>): boolean {
  const scripts = isRecord(manifest.scripts) ? manifest.scripts : {};
  if (scripts.preinstall || scripts.install || scripts.postinstall) return true;
  return files.has("binding.gyp") && manifest.gypfile !== false;
}
