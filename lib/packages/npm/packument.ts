import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { abbreviateManifest, fullManifest, type Manifest } from "@/lib/packages/npm/manifest";
import { formatRevision } from "@/lib/packages/npm/revision";

export type Person = { name: string; email?: string };

export type VersionFacts = {
  version: string;
  /** As `normalizeManifest` returned it. */
  manifest: Manifest;
  publishedAt: Date;
  /** Null or empty without a deprecation. */
  deprecated: string | null;
  publisher?: Person;
};

/** The data of a packument, independent of the reader: visibility is decided before. */
export type PackageFacts = {
  name: string;
  /** Grows with every change that clients can see. */
  revision: number;
  access: "public" | "restricted";
  createdAt: Date;
  /** The time of the last visible change; publishes, tags and deprecations count. */
  modifiedAt: Date;
  description: string | null;
  readme: string | null;
  readmeFilename: string | null;
  distTags: Readonly<Record<string, string>>;
  /** Live versions only, oldest first. */
  versions: readonly VersionFacts[];
  maintainers: readonly Person[];
  /** The people who starred it. */
  users: readonly string[];
};

export type Form = "full" | "abbreviated";
export type Packument = Record<string, unknown>;

/** One form, ready to send. The tag is strong: it is the digest of the uncompressed bytes. */
export type SerializedForm = { identity: Buffer; gzip: Buffer; etag: string };

const compress = promisify(gzip);
/** Fields of the latest manifest that the full form repeats at its top, where clients read them. */
const TOP_FIELDS = ["homepage", "keywords", "repository", "author", "contributors", "bugs", "license"];

/** Builds the full packument. `registryUrl` is the configured public origin of the tarball addresses. */
export function buildPackument(facts: PackageFacts, registryUrl: string): Record<Form, Packument> {
  const manifests = facts.versions.map(({ version, manifest, deprecated, publisher }) => {
    const full = fullManifest(manifest, registryUrl, deprecated);
    return { version, full: publisher === undefined ? full : { ...full, _npmUser: publisher } };
  });
  const time = timeOf(facts);
  const distTags = { ...facts.distTags };
  const modified = facts.modifiedAt.toISOString();
  const latest = manifests.find(({ version }) => version === distTags.latest)?.full;
  const full: Packument = {
    _id: facts.name,
    _rev: formatRevision(facts.name, facts.revision),
    name: facts.name,
    ...(facts.description === null ? {} : { description: facts.description }),
    "dist-tags": distTags,
    versions: Object.fromEntries(manifests.map(({ version, full }) => [version, full])),
    time,
    modified,
    maintainers: facts.maintainers,
    users: Object.fromEntries(facts.users.map((user) => [user, true])),
    access: facts.access,
    readme: facts.readme ?? "",
    ...(facts.readmeFilename === null ? {} : { readmeFilename: facts.readmeFilename }),
    ...topFields(latest),
  };
  const abbreviated: Packument = {
    name: facts.name,
    modified,
    "dist-tags": distTags,
    versions: Object.fromEntries(manifests.map(({ version, full }) => [version, abbreviateManifest(full)])),
    time,
  };

  return { full, abbreviated };
}

export async function serializePackument(
  facts: PackageFacts,
  registryUrl: string,
): Promise<Record<Form, SerializedForm>> {
  const { full, abbreviated } = buildPackument(facts, registryUrl);
  const [one, other] = await Promise.all([serializeJson(full), serializeJson(abbreviated)]);
  return { full: one, abbreviated: other };
}

/** Serializes a document with an ETag and a gzip copy: packuments, manifests, dist-tags. */
export async function serializeJson(value: unknown): Promise<SerializedForm> {
  const identity = Buffer.from(JSON.stringify(value));
  const hash = createHash("sha256").update(identity).digest("base64url");
  return { identity, gzip: await compress(identity, { level: 6 }), etag: `"${hash.slice(0, 32)}"` };
}

/** The manifest for `GET /:pkg/:version`; `selector` is a version or a dist-tag. Null when neither matches. */
export function selectManifest(facts: PackageFacts, selector: string, registryUrl: string): Manifest | null {
  const tagged = Object.hasOwn(facts.distTags, selector) ? facts.distTags[selector] : undefined;
  const wanted = tagged ?? selector;
  const found = facts.versions.find(({ version }) => version === wanted);
  if (found === undefined) return null;
  const full = fullManifest(found.manifest, registryUrl, found.deprecated);
  return found.publisher === undefined ? full : { ...full, _npmUser: found.publisher };
}

/** Lists every version: clients with a minimum release age refuse to install one without a time. */
function timeOf(facts: PackageFacts): Record<string, string> {
  return {
    created: facts.createdAt.toISOString(),
    modified: facts.modifiedAt.toISOString(),
    ...Object.fromEntries(facts.versions.map(({ version, publishedAt }) => [version, publishedAt.toISOString()])),
  };
}

function topFields(latest: Manifest | undefined): Packument {
  if (latest === undefined) return {};
  const present = TOP_FIELDS.filter((field) => latest[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, latest[field]]));
}
