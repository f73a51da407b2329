import "server-only";
import { createReadStream } from "node:fs";
import type { PackageKind } from "@/generated/prisma/enums";
import { AppError } from "@/lib/errors";
import { normalizeManifest } from "@/lib/packages/npm/manifest";
import { assertClaimedDigests, assertManifestMatchesTarball } from "@/lib/packages/npm/manifest-claims";
import { assertDistTag, assertNewPackageName, assertVersion } from "@/lib/packages/npm/names";
import { normalizePackage } from "@/lib/packages/npm/normalize-package";
import type { ReadTarball } from "@/lib/packages/npm/publish-document";
import type { VersionManifest } from "@/lib/packages/npm/schema";
import { inspectTarball, type TarballInspection } from "@/lib/packages/npm/tarball";
import { contentFaults, packageKindSchema } from "@/lib/packages/publish/content-schema";
import { describeManifest } from "@/lib/packages/publish/describe-manifest";
import { assertDeprecation } from "@/lib/packages/publish/rules";
import type { PreparedVersion, RequestedAccess } from "@/lib/packages/publish/types";
import { cleanText } from "@/lib/text";

export type VersionSource = {
  tarball: ReadTarball;
  /** The client's claims about the tarball; null for an upload in the browser, which makes none. */
  claim: { name: string; version: string; manifest: VersionManifest } | null;
  access: RequestedAccess;
  /** Empty means `latest`. */
  tags: readonly string[];
  client: string;
};

/**
 * Opens the tarball and checks it against all claims. Discards the staged bytes on failure. Errors: VALIDATION and
 * TOO_LARGE, one sentence each.
 */
export async function prepareVersion(source: VersionSource): Promise<PreparedVersion> {
  try {
    return await prepare(source);
  } catch (error) {
    await source.tarball.writer.abort();
    throw error;
  }
}

async function prepare({ tarball, claim, access, tags, client }: VersionSource): Promise<PreparedVersion> {
  const { staged } = tarball;
  const inspection = await inspectTarball(createReadStream(staged.path), claim);
  const name = assertNewPackageName(inspection.name);
  const version = assertVersion(inspection.version);
  const readme = cleanText(inspection.readme?.text ?? "");
  const files = inspection.files.map(({ path }) => path);
  const tidied = normalizePackage(inspection.manifest, { name, files, readme });
  if (claim) {
    assertClaimedDigests(claim.manifest.dist, staged);
    assertManifestMatchesTarball(claim.manifest, tidied, files);
  }

  const { fileCount, unpackedSize, hasInstallScript, hasShrinkwrap } = inspection;
  const dist = { integrity: staged.integrity, shasum: staged.sha1, fileCount, unpackedSize };
  const facts = { name, version, dist, hasInstallScript, hasShrinkwrap };
  const manifest = normalizeManifest(tidied, facts, claim?.manifest);

  return {
    name,
    version,
    kind: kindOf(inspection),
    manifest,
    deprecated: deprecationOf(inspection.manifest),
    readme,
    files: inspection.files.map((file) => ({ ...file, path: cleanText(file.path) })),
    unpackedSize,
    tarball,
    access,
    tags: tags.length > 0 ? tags.map(assertDistTag) : ["latest"],
    ...describeManifest(manifest),
    client,
  };
}

/** A version may be born deprecated; only a text says so. Errors: VALIDATION for a text over the limit. */
function deprecationOf({ deprecated }: Record<string, unknown>): string {
  return typeof deprecated === "string" ? assertDeprecation(cleanText(deprecated)) : "";
}

/** P2: a content package names its kind and contains a matching document. */
function kindOf({ manifest, content }: TarballInspection): PackageKind {
  const settings = manifest.packhouse;
  if (typeof settings !== "object" || settings === null || !("kind" in settings)) return "package";
  const named = packageKindSchema.safeParse(settings.kind);
  if (!named.success) {
    const kinds = packageKindSchema.options.join(", ");
    throw new AppError("VALIDATION", { message: `packhouse.kind in package.json must be one of ${kinds}.` });
  }
  const kind = named.data;
  if (kind === "package") return kind;
  if (content === undefined)
    throw new AppError("VALIDATION", { message: `A ${kind} needs a content.json beside its package.json.` });
  const [fault] = contentFaults(kind, content);
  if (fault) throw new AppError("VALIDATION", { message: `content.json is no valid ${kind}: ${fault}.` });
  return kind;
}
