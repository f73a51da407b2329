import type { PackageKind, Visibility } from "@/generated/prisma/enums";
import type { Decision } from "@/lib/entitlements/types";
import type { ReadTarball } from "@/lib/packages/npm/publish-document";
import type { TarballFile } from "@/lib/packages/npm/tarball-entries";

/** What the client asked for with `access`; null leaves it to the manifest and the account. */
export type RequestedAccess = "public" | "restricted" | null;

/** One version, checked against its own tarball, ready for the pipeline. The tarball is staged, not kept. */
export type PreparedVersion = {
  name: string;
  version: string;
  kind: PackageKind;
  manifest: Record<string, unknown>;
  readme: string;
  files: readonly TarballFile[];
  unpackedSize: number;
  tarball: ReadTarball;
  access: RequestedAccess;
  /** Tags that shall point at the version; `latest` when the client named none. */
  tags: readonly string[];
  description: string;
  keywords: readonly string[];
  license: string;
  homepage: string;
  repository: string;
  /** The client as it names itself, for provenance. */
  client: string;
};

export type PublishedVersion = {
  packageId: string;
  versionId: string;
  name: string;
  version: string;
  visibility: Visibility;
  revision: number;
  /** True when the very same publish was there already and nothing was written. */
  replayed: boolean;
  /** What the publisher should know, one sentence each. */
  notices: readonly string[];
};

/** A package as the pipeline locks it. */
export type LockedPackage = {
  id: string;
  accountId: string;
  name: string;
  kind: PackageKind;
  visibility: Visibility;
  latest: string;
  revision: number;
  /** Its last version was unpublished: the name is taken, and nobody sees it. */
  removed: boolean;
};

/** What the plan says of a publish before anything is chosen. */
export type PublishRoom = {
  action: Decision;
  places: Record<Visibility, Decision>;
  publishes: Decision;
  storage: Decision;
  defaultVisibility: Visibility;
};

/** What would happen to a publish now. `decision` is there when the plan refuses it. */
export type PublishOutlook =
  | { outcome: "live"; visibility: Visibility; isNew: boolean; notices: string[] }
  | { outcome: "refused"; message: string; decision: Decision | null };
