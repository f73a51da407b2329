import type { AccountKind, PackageKind, Role, Visibility } from "@/generated/prisma/enums";
import type { CountedPage } from "@/lib/keyset";

/** In all types below, instants are ISO 8601 and sizes are bytes. */
export type PackageRow = {
  id: string;
  name: string;
  kind: PackageKind;
  visibility: Visibility;
  description: string;
  latest: string;
  /** The message when `latest` is deprecated, else empty. */
  deprecated: string;
  versions: number;
  size: number;
  updatedAt: string;
  /** The plan makes it read-only. False for everybody but members. */
  frozen: boolean;
};

export type PackageOwner = { handle: string; name: string; kind: AccountKind };

/** What the viewer's role allows with this package. The plan and the account's state are checked separately. */
export type PackagePowers = {
  read: boolean;
  install: boolean;
  deprecate: boolean;
  tag: boolean;
  unpublish: boolean;
  visibility: boolean;
};

export type TagRow = { tag: string; version: string; updatedAt: string };

/** A package with one of its versions, for the head of its pages. */
export type PackageView = {
  id: string;
  name: string;
  kind: PackageKind;
  visibility: Visibility;
  latest: string;
  revision: number;
  createdAt: string;
  updatedAt: string;
  owner: PackageOwner;
  /** Null for everybody outside the owning account. */
  role: Role | null;
  may: PackagePowers;
  tags: TagRow[];
  versionCount: number;
  version: {
    version: string;
    description: string;
    keywords: readonly string[];
    license: string;
    homepage: string;
    repository: string;
    deprecated: string;
    publishedAt: string;
    publisher: string;
    size: number;
    unpackedSize: number;
    fileCount: number;
    dependencyCount: number;
  };
};

export type VersionRow = {
  version: string;
  tags: string[];
  deprecated: string;
  publishedAt: string;
  publisher: string;
  size: number;
  unpackedSize: number;
  fileCount: number;
};

/** Who published a version and from where. Only members see key, address and client. */
export type Provenance = {
  publisher: string;
  publishedAt: string;
  integrity: string;
  shasum: string;
  size: number;
  origin: { key: string; address: string; client: string } | null;
};

export type VersionDetail = { version: string; manifest: Record<string, unknown>; provenance: Provenance };

/** A version's readme for its page; `complete` is false when its file has more than the page shows. */
export type ReadmeView =
  | { state: "none" }
  | { state: "formatted"; html: string; complete: boolean }
  /** `pending`: it is being formatted, and the next view may show it. `plain`: it cannot be. */
  | { state: "pending" | "plain"; text: string; complete: boolean };

export type PackageFile = { path: string; size: number };

export type FileView =
  | { type: "text"; path: string; size: number; text: string; truncated: boolean }
  | { type: "binary"; path: string; size: number }
  /** The package, not the file, is too large to unpack for a page. */
  | { type: "large"; path: string };

/** One page of a table of packages, with exact counts. */
export type PackageTablePage = CountedPage<PackageRow>;
