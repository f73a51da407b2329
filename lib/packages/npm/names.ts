import npa from "npm-package-arg";
import semver from "semver";
import validateName from "validate-npm-package-name";
import { refuse } from "@/lib/packages/npm/refuse";

/** npm's limit; longer legacy names would not fit a file name either. */
const MAX_NAME_LENGTH = 214;
const MAX_VERSION_LENGTH = 256;
const MAX_TAG_LENGTH = 128;

/** Checks a name by npm's rules for old packages, so existing names pass. Returns it. Errors: VALIDATION. */
export function assertPackageName(name: string): string {
  const result = validateName(name);
  const reason = result.errors?.[0];
  if (!result.validForOldPackages || name === "__proto__") {
    refuse(`"${shorten(name)}" is not a package name: ${reason ?? "the name is reserved"}.`);
  }
  if (name.length > MAX_NAME_LENGTH) refuse(`A package name can have at most ${MAX_NAME_LENGTH} characters.`);
  return name;
}

/** Checks the name of a new package by npm's stricter rules (lower case, no special characters). Errors: VALIDATION. */
export function assertNewPackageName(name: string): string {
  assertPackageName(name);
  const result = validateName(name);
  if (!result.validForNewPackages) {
    refuse(`"${name}" cannot name a new package: ${result.warnings?.[0] ?? "npm does not allow it"}.`);
  }
  return name;
}

/**
 * `@acme/ui` → `{ scope: "acme", base: "ui" }`; `express` → `{ scope: null, base: "express" }`. The scope has no `@`.
 */
export function splitName(name: string): { scope: string | null; base: string } {
  const slash = name.indexOf("/");
  if (!name.startsWith("@") || slash < 0) return { scope: null, base: name };
  return { scope: name.slice(1, slash), base: name.slice(slash + 1) };
}

/** `@acme/ui`, `1.0.0` → `ui-1.0.0.tgz`: always from the unscoped name, never a file name that a client sent. */
export function tarballFileName(name: string, version: string): string {
  return `${splitName(name).base}-${version}.tgz`;
}

/** The version of a tarball's file name; null when it is no tarball of this package. */
export function versionOfTarball(name: string, fileName: string): string | null {
  const prefix = `${splitName(name).base}-`;
  if (!fileName.startsWith(prefix) || !fileName.endsWith(".tgz")) return null;
  const version = fileName.slice(prefix.length, -".tgz".length);
  return isVersion(version) ? version : null;
}

/** The tarball's address for clients. `registryUrl` is the configured public origin, never a request's Host. */
export function tarballUrl(registryUrl: string, name: string, version: string): string {
  return `${registryUrl.replace(/\/+$/, "")}/${name}/-/${tarballFileName(name, version)}`;
}

/** Whether the text is a version in the one stored form: `semver.valid` returns it unchanged. */
function isVersion(version: string): boolean {
  return version.length <= MAX_VERSION_LENGTH && semver.valid(version) === version;
}

/** `1.0.0+build` → `1.0.0`: build metadata tells no versions apart, and most clients leave it out. */
export function withoutBuild(version: string): string {
  const [plain = "", build] = version.split("+", 2);
  return build !== undefined && semver.valid(version) === plain ? plain : version;
}

export function assertVersion(version: string): string {
  if (!isVersion(version)) {
    refuse(`"${shorten(version)}" is not a version. Use MAJOR.MINOR.PATCH, such as 1.4.0 or 2.0.0-beta.1.`);
  }
  return version;
}

/**
 * Checks that clients can tell a dist-tag from a version range, a file and a repository. Returns it.
 * Errors: VALIDATION.
 */
export function assertDistTag(tag: string): string {
  if (tag === "" || tag.length > MAX_TAG_LENGTH) {
    refuse(`A dist-tag needs between 1 and ${MAX_TAG_LENGTH} characters.`);
  }
  if (semver.validRange(tag) !== null) {
    refuse(`"${tag}" cannot be a dist-tag: clients would read it as a version range.`);
  }
  if (tag === "__proto__" || encodeURIComponent(tag) !== tag || specifierType(tag) !== "tag") {
    refuse(`"${tag}" cannot be a dist-tag: use letters, digits, dots, hyphens and underscores.`);
  }
  return tag;
}

function specifierType(tag: string): string {
  try {
    return npa.resolve("package", tag).type;
  } catch {
    return "invalid";
  }
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
