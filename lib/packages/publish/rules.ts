import semver from "semver";
import type { PackageKind, Visibility } from "@/generated/prisma/enums";
import { AppError } from "@/lib/errors";
import type { RequestedAccess } from "@/lib/packages/publish/types";

/** The CONFLICT of a stale revision: another write came between. npm and pages show the same words. */
export function changedMeanwhile(name: string): AppError {
  return new AppError("CONFLICT", { message: `${name} changed in the meantime. Review it, then try again.` });
}

const MAX_DEPRECATION = 1_024;

/** Checks the message of a deprecation. Returns it. Errors: VALIDATION over 1,024 characters. */
export function assertDeprecation(message: string): string {
  if (message.length <= MAX_DEPRECATION) return message;
  throw new AppError("VALIDATION", { message: `A deprecation has at most ${MAX_DEPRECATION} characters.` });
}

export type VisibilityChoice = { visibility: Visibility; notice: string | null };

/**
 * D6: `publishConfig.access` in the manifest decides, else the account's default; a client that asks for `restricted`
 * never gets public. npm sends `public` unasked, so `asked` alone never makes a package public.
 */
export function visibilityOfNew(
  asked: RequestedAccess,
  inManifest: RequestedAccess,
  accountDefault: Visibility,
): VisibilityChoice {
  if (asked === "restricted" || inManifest === "restricted") return { visibility: "private", notice: null };
  if (inManifest === "public") return { visibility: "public", notice: null };
  if (accountDefault === "public" || asked === null) return { visibility: accountDefault, notice: null };
  return {
    visibility: "private",
    notice:
      'Published as private, the default of this account. To publish it as public, set "publishConfig": {"access": "public"} in package.json or change its visibility.',
  };
}

type Existing = { name: string; kind: PackageKind; visibility: Visibility };
type Joining = { kind: PackageKind; asked: RequestedAccess; inManifest: RequestedAccess };

/** The refusal or the notice of a publish into an existing package: it never changes kind or visibility. */
export function joinExisting(
  { name, kind, visibility }: Existing,
  { kind: published, asked, inManifest }: Joining,
): { refusal: string | null; notice: string | null } {
  if (kind !== published) {
    return { refusal: `${name} is of the kind ${kind}; a version cannot make it ${published}.`, notice: null };
  }

  const wanted = [asked, inManifest];
  if (visibility === "public" && wanted.includes("restricted")) {
    const refusal = `${name} is public and this publish asks for restricted access. Set "publishConfig": {"access": "public"} in package.json, or make the package private first.`;
    return { refusal, notice: null };
  }
  if (visibility === "private" && wanted.includes("public")) {
    return {
      refusal: null,
      notice: `${name} stays private: a publish does not change the visibility of a package.`,
    };
  }
  return { refusal: null, notice: null };
}

/** The next `latest` after its version is gone: the newest release, else the newest prerelease. */
export function newestOf(versions: readonly string[]): string | null {
  const releases = versions.filter((version) => semver.prerelease(version) === null);
  return [...(releases.length > 0 ? releases : versions)].sort(semver.rcompare)[0] ?? null;
}

const KINDS = { public: "packages.public", private: "packages.private" } as const;

/** The limit that counts packages of this visibility. */
export function limitOf(visibility: Visibility): "packages.public" | "packages.private" {
  return KINDS[visibility];
}
