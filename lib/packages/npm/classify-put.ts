import { AppError } from "@/lib/errors";
import { assertDistTag, assertVersion, withoutBuild } from "@/lib/packages/npm/names";
import { refuse } from "@/lib/packages/npm/refuse";
import type { PutDocument, VersionManifest } from "@/lib/packages/npm/schema";
import { cleanText } from "@/lib/text";

/** The registry's state, as far as it tells the kinds of write apart. */
export type StoredState = {
  /** Live versions only, each with its deprecation message; none is "" or null. */
  versions: ReadonlyMap<string, string | null>;
  maintainers: readonly string[];
  /** The people who starred it. */
  users: readonly string[];
};

export type Put =
  | {
      kind: "publish";
      version: string;
      manifest: VersionManifest;
      /** The valid tags that point at this version; may be empty. */
      distTags: Record<string, string>;
      /** Null: the client leaves the choice to the registry. */
      access: "public" | "restricted" | null;
    }
  | { kind: "deprecate"; changes: { version: string; message: string | null }[] }
  | { kind: "unpublish"; versions: string[] }
  | { kind: "owners"; maintainers: string[] }
  | { kind: "star"; starred: string[]; unstarred: string[] }
  | { kind: "unchanged" };

/**
 * Tells what a `PUT /:pkg` or `PUT /:pkg/-rev/:rev` means by comparing the document with the stored state; headers
 * differ between clients. `stored` is null for a package that does not exist. Errors: VALIDATION for a document without
 * a meaning, NOT_FOUND for an edit of a missing package.
 */
export function classifyPut(name: string, document: PutDocument, stored: StoredState | null): Put {
  assertSameName(name, document);
  if (Object.keys(document._attachments ?? {}).length > 0) return classifyPublish(name, document, stored);
  if (stored === null) {
    if (document.versions === undefined) throw new AppError("NOT_FOUND", { noun: "package" });
    return refuse("A new package needs its tarball; the document has no attachment.");
  }
  return (
    classifyVersions(document, stored) ??
    classifyOwners(document, stored) ??
    classifyStar(document, stored) ?? { kind: "unchanged" }
  );
}

function assertSameName(name: string, document: PutDocument): void {
  const other = [document.name, document._id].find((given) => given !== undefined && given !== name);
  if (other !== undefined) refuse(`The address names ${name} and the document names ${other}.`);
}

function classifyPublish(name: string, document: PutDocument, stored: StoredState | null): Put {
  const versions = [...(document.versions ?? [])].map(([key, manifest]) => ({ version: withoutBuild(key), manifest }));
  const added = versions.filter(({ version }) => stored?.versions.has(version) !== true);
  const candidates = added.length > 0 ? added : versions;
  const [candidate] = candidates;
  if (candidate === undefined || candidates.length > 1) {
    return refuse(`A publish adds exactly one version; this one has ${candidates.length}.`);
  }
  const { version, manifest } = candidate;
  assertVersion(version);
  if (manifest.name !== name) refuse(`The manifest names ${manifest.name}, the address ${name}.`);
  if (withoutBuild(manifest.version) !== version) {
    refuse(`The manifest of ${version} says version ${manifest.version}.`);
  }
  const distTags = Object.entries(document["dist-tags"] ?? {})
    .map(([tag, target]): [string, string] => [tag, withoutBuild(target)])
    .filter(([, target]) => target === version);
  for (const [tag] of distTags) assertDistTag(tag);
  const access = document.access ?? null;
  return { kind: "publish", version, manifest, distTags: Object.fromEntries(distTags), access };
}

function classifyVersions({ versions: given }: PutDocument, stored: StoredState): Put | null {
  if (given === undefined) return null;
  const added = [...given.keys()].find((version) => !stored.versions.has(version));
  const removed = [...stored.versions.keys()].filter((version) => !given.has(version));
  if (added !== undefined)
    return refuse(`Version ${added} does not exist, and the document carries no tarball for it.`);
  if (removed.length > 0) return { kind: "unpublish", versions: removed };
  const changes = [...given]
    .map(([version, manifest]) => ({ version, message: deprecation(version, manifest) }))
    .filter(({ version, message }) => message !== (stored.versions.get(version) || null));
  return changes.length === 0 ? null : { kind: "deprecate", changes };
}

function deprecation(version: string, manifest: VersionManifest): string | null {
  const { deprecated } = manifest;
  if (deprecated === true) return refuse(`The deprecation of ${version} needs a message.`);
  return (typeof deprecated === "string" && cleanText(deprecated)) || null;
}

function classifyOwners(document: PutDocument, stored: StoredState): Put | null {
  if (document.maintainers === undefined) return null;
  const maintainers = [...new Set(document.maintainers.map(({ name }) => name))];
  const same =
    maintainers.length === stored.maintainers.length && maintainers.every((one) => stored.maintainers.includes(one));
  return same ? null : { kind: "owners", maintainers };
}

function classifyStar(document: PutDocument, stored: StoredState): Put | null {
  if (document.users === undefined) return null;
  const before = new Set(stored.users);
  const after = new Set(Object.keys(document.users).filter((user) => document.users?.[user] === true));
  const starred = [...after].filter((user) => !before.has(user));
  const unstarred = [...before].filter((user) => !after.has(user));
  return starred.length + unstarred.length === 0 ? null : { kind: "star", starred, unstarred };
}
