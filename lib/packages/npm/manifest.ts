import { AppError } from "@/lib/errors";
import { tarballUrl } from "@/lib/packages/npm/names";
import { cleanText } from "@/lib/text";

/** Building a packument holds the manifest of every version in memory, so each stays small. */
export const MAX_MANIFEST_BYTES = 512 * 1024;

export type Manifest = Record<string, unknown>;

/** The registry's own facts about a version's tarball. */
export type DistFacts = {
  integrity: string;
  shasum: string;
  fileCount: number;
  unpackedSize: number;
};

export type ManifestFacts = {
  name: string;
  version: string;
  dist: DistFacts;
  hasInstallScript: boolean;
  hasShrinkwrap: boolean;
};

/** What a client says of itself and of the commit; nothing acts on it. */
const CLIENT_WORDS = ["gitHead", "_nodeVersion", "_npmVersion"] as const;
const MOST_CLIENT_WORD = 100;
export type ClientWords = { readonly [Key in (typeof CLIENT_WORDS)[number]]?: unknown };

/** Replaced by the registry's facts, or stored apart from the manifest; underscored fields are private. */
const DROPPED = ["readme", "readmeFilename", "deprecated", "dist", "maintainers", "hasInstallScript", "__proto__"];

/** The fields of an abbreviated version, by npm's `install-v1` document; `dist` and `deprecated` are added. */
const INSTALL_FIELDS = [
  "name",
  "version",
  "dependencies",
  "optionalDependencies",
  "devDependencies",
  "peerDependencies",
  "peerDependenciesMeta",
  "acceptDependencies",
  "bundleDependencies",
  "bin",
  "directories",
  "engines",
  "os",
  "cpu",
  "libc",
  "funding",
  "hasInstallScript",
  "_hasShrinkwrap",
];

/**
 * Prepares a tidied manifest for storage: its fields in their order, without private fields and fields that the registry
 * sets, then what the `client` says of itself. `dist` has no `tarball`, because the origin may change.
 * Errors: TOO_LARGE.
 */
export function normalizeManifest(manifest: Manifest, facts: ManifestFacts, client: ClientWords = {}): Manifest {
  const entries = Object.entries(manifest).filter(([key]) => !DROPPED.includes(key) && !key.startsWith("_"));
  const { name, version, dist } = facts;
  const stored: Manifest = {
    ...Object.fromEntries(entries),
    name,
    version,
    ...clientWords(client),
    _id: `${name}@${version}`,
    dist: {
      integrity: dist.integrity,
      shasum: dist.shasum,
      fileCount: dist.fileCount,
      unpackedSize: dist.unpackedSize,
    },
  };
  if (facts.hasInstallScript) stored.hasInstallScript = true;
  if (facts.hasShrinkwrap) stored._hasShrinkwrap = true;

  const text = JSON.stringify(stored);
  if (Buffer.byteLength(text) > MAX_MANIFEST_BYTES) {
    throw new AppError("TOO_LARGE", { what: "package manifest", limitBytes: MAX_MANIFEST_BYTES });
  }

  return storable(stored);
}

function clientWords(client: ClientWords): Manifest {
  const said = CLIENT_WORDS.map((key) => [key, client[key]]);
  return Object.fromEntries(said.filter(([, text]) => typeof text === "string" && text.length <= MOST_CLIENT_WORD));
}

/** Adds the tarball's address and the deprecation to a stored manifest; "" or null is no deprecation. */
export function fullManifest(stored: Manifest, registryUrl: string, deprecated: string | null): Manifest {
  const dist = isRecord(stored.dist) ? stored.dist : {};
  const tarball = tarballUrl(registryUrl, String(stored.name), String(stored.version));
  return { ...stored, dist: { ...dist, tarball }, ...(deprecated ? { deprecated } : {}) };
}

/** The part of a full manifest that an install needs. */
export function abbreviateManifest(full: Manifest): Manifest {
  const fields = [...INSTALL_FIELDS, "dist", "deprecated"].filter((field) => full[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, full[field]]));
}

/** Removes NUL and halves of surrogate pairs, which Postgres refuses and no manifest needs. */
function storable(value: Manifest): Manifest {
  const clean: unknown = JSON.parse(JSON.stringify(value), (_key, item: unknown) => {
    if (typeof item === "string") return cleanText(item);
    if (!isRecord(item)) return item;
    return Object.fromEntries(Object.entries(item).map(([key, one]) => [cleanText(key), one]));
  });
  return isRecord(clean) ? clean : value;
}

export function isRecord(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
