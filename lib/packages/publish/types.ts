import type { PackageKind, Visibility } from "@/generated/prisma/enums";
import type { Decision } from "@/lib/entitlements/types";
import type { ReadTarball } from "@/lib/packages/npm/publish-document";
import type { TarballFile } from "@/lib/packages/npm/tarball-entries";

/** The client's `access`; null leaves it to the manifest and the account. */
export type RequestedAccess = "public" | "restricted" | null;

/** A version that was checked against its tarball, ready for the pipeline. The tarball is staged, not stored. */
export type PreparedVersion = {
  name: string;
  version: string;
  kind: PackageKind;
  manifest: Record<string, unknown>;
  /** The message of a version that is deprecated from the start; else empty. */
  deprecated: string;
  readme: string;
  files: readonly TarballFile[];
  unpackedSize: number;
  tarball: ReadTarball;
  access: RequestedAccess;
  /** Tags for the version; `latest` when the client named none. */
  tags: readonly string[];
  description: string;
  keywords: readonly string[];
  license: string;
  homepage: string;
  repository: string;
  /** The client's name for itself, for provenance. */
  client: string;
};

export type PublishedVersion = {
  packageId: string;
  versionId: string;
  name: string;
  version: string;
  visibility: Visibility;
  revision: number;
  /** True when the same publish had succeeded before and nothing was written. */
  replayed: boolean;
  /** Advice for the publisher, one sentence each. */
  notices: readonly string[];
};

/** A package locked by the pipeline. */
export type LockedPackage = {
  id: string;
  accountId: string;
  name: string;
  kind: PackageKind;
  visibility: Visibility;
  latest: string;
  revision: number;
  /** Its last version was unpublished: the name stays taken, and the package is hidden. */
  removed: boolean;
};

/** The plan's answer to a publish before anything is chosen. */
export type PublishRoom = {
  action: Decision;
  places: Record<Visibility, Decision>;
  publishes: Decision;
  storage: Decision;
  defaultVisibility: Visibility;
};

/** The outcome of a publish now. `decision` is set when the plan refuses it. */
export type PublishOutlook =
  | { outcome: "live"; visibility: Visibility; isNew: boolean; notices: string[] }
  | { outcome: "refused"; message: string; decision: Decision | null };
