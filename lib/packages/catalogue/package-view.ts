import "server-only";
import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Role } from "@/generated/prisma/enums";
import { type Permission, permissionsOf, permissionsOfScopes } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { KeysetPage, KeysetRange } from "@/lib/keyset";
import { BY_INSTANT, type Positioned, sqlKeyset } from "@/lib/keyset-sql";
import { type ReadablePackage, readablePackage } from "@/lib/packages/catalogue/read-access";
import type {
  PackageFile,
  PackagePowers,
  PackageView,
  VersionDetail,
  VersionRow,
} from "@/lib/packages/catalogue/types";
import { visibleTo } from "@/lib/packages/catalogue/visible-to";
import { describeManifest } from "@/lib/packages/publish/describe-manifest";

const manifestShape = z.record(z.string(), z.unknown());
const filesShape = z.array(z.object({ path: z.string(), size: z.number() }));
const groupShape = z.record(z.string(), z.string()).catch({});

/** A manifest's groups of dependencies with their names on a page; an install leaves out the last. */
const DEPENDENCY_GROUPS = [
  ["dependencies", "Dependencies"],
  ["peerDependencies", "Peer dependencies"],
  ["optionalDependencies", "Optional dependencies"],
  ["devDependencies", "Development dependencies"],
] as const;

/**
 * A manifest's dependencies by group and name. npm repeats optional ones under `dependencies`; here each appears once.
 */
export function dependencyGroups(manifest: Record<string, unknown>) {
  const optional = groupShape.parse(manifest.optionalDependencies);
  return DEPENDENCY_GROUPS.map(([key, title]) => {
    const entries = Object.entries(groupShape.parse(manifest[key]));
    const own = key === "dependencies" ? entries.filter(([name]) => !Object.hasOwn(optional, name)) : entries;
    return { title, entries: own.sort(([one], [other]) => (one < other ? -1 : 1)) };
  });
}

function countDependencies(manifest: Record<string, unknown>): number {
  return dependencyGroups(manifest)
    .slice(0, -1)
    .reduce((sum, { entries }) => sum + entries.length, 0);
}

function powersOf(viewer: Viewer, readable: ReadablePackage): PackagePowers {
  const held = readable.role ? permissionsOf(readable.role) : new Set<Permission>();
  const ceiling = viewer.key ? permissionsOfScopes(viewer.key.scopes) : null;
  const may = (permission: Permission) => held.has(permission) && (ceiling?.has(permission) ?? true);
  const open = readable.visibility === "public";
  return {
    read: open || may("package:read"),
    install: open || may("package:install"),
    deprecate: may("package:deprecate"),
    tag: may("package:tag"),
    unpublish: may("package:unpublish"),
    visibility: may("package:visibility"),
  };
}

export function versionNotThere(name: string, version: string): AppError {
  return new AppError("NOT_FOUND", { noun: `version ${name}@${version}` });
}

/**
 * Reads a package and one of its versions; null means `latest`. Errors: as `readablePackage`, NOT_FOUND for the
 * version.
 */
export async function packageView(viewer: Viewer, name: string, version: string | null): Promise<PackageView> {
  const readable = await readablePackage(viewer, name, "package:read");
  const row = await db().package.findUniqueOrThrow({
    where: { id: readable.id },
    include: {
      account: { select: { handle: true, name: true, kind: true } },
      tags: { orderBy: { tag: "asc" } },
      _count: { select: { versions: { where: { unpublishedAt: null } } } },
    },
  });
  const chosen = await db().packageVersion.findFirst({
    where: { packageId: row.id, version: version ?? row.latest, unpublishedAt: null },
    omit: { readme: true, files: true },
  });
  if (!chosen) throw versionNotThere(name, version ?? row.latest);

  const manifest = manifestShape.parse(chosen.manifest);
  return {
    id: row.id,
    name,
    kind: row.kind,
    visibility: row.visibility,
    latest: row.latest,
    revision: row.revision,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    owner: row.account,
    role: readable.role,
    may: powersOf(viewer, readable),
    tags: row.tags.map(({ tag, version: target, updatedAt }) => ({
      tag,
      version: target,
      updatedAt: updatedAt.toISOString(),
    })),
    versionCount: row._count.versions,
    version: {
      ...describeManifest(manifest),
      version: chosen.version,
      deprecated: chosen.deprecated,
      publishedAt: chosen.publishedAt.toISOString(),
      publisher: chosen.publishedByName,
      size: Number(chosen.size),
      unpackedSize: Number(chosen.unpackedSize),
      fileCount: chosen.fileCount,
      dependencyCount: countDependencies(manifest),
    },
  };
}

const NEWEST_FIRST = {
  kind: BY_INSTANT,
  column: Prisma.sql`v."publishedAt"`,
  id: Prisma.sql`v."id"`,
  descending: true,
};

/** Lists the versions of a package, newest first. */
export async function listVersions(viewer: Viewer, name: string, range: KeysetRange): Promise<KeysetPage<VersionRow>> {
  const { id } = await readablePackage(viewer, name, "package:read");
  const list = sqlKeyset(range, NEWEST_FIRST);
  const found = await db().$queryRaw<FoundVersion[]>`
    SELECT v."version", v."deprecated", v."publishedAt", v."publishedByName", v."size", v."unpackedSize",
           v."fileCount",
           ARRAY(SELECT t."tag" FROM "DistTag" t WHERE t."packageId" = v."packageId" AND t."version" = v."version"
                  ORDER BY t."tag") AS "tags", ${list.position}
      FROM "PackageVersion" v
     WHERE v."packageId" = ${id}::uuid AND v."unpublishedAt" IS NULL AND ${list.within} ${list.walk}`;
  const page = list.toPage(found);
  const rows = page.rows.map(({ position: _, publishedAt, publishedByName, size, unpackedSize, ...row }) => ({
    ...row,
    publishedAt: publishedAt.toISOString(),
    publisher: publishedByName,
    size: Number(size),
    unpackedSize: Number(unpackedSize),
  }));

  return { rows, cursors: page.cursors };
}

type FoundVersion = Positioned & {
  version: string;
  deprecated: string;
  publishedAt: Date;
  publishedByName: string;
  size: bigint;
  unpackedSize: bigint;
  fileCount: number;
  tags: string[];
};

/** Reads the manifest and provenance of a version. Errors: as `readablePackage`. */
export async function versionDetail(viewer: Viewer, name: string, version: string): Promise<VersionDetail> {
  const readable = await readablePackage(viewer, name, "package:read");
  const row = await db().packageVersion.findFirst({
    where: { packageId: readable.id, version, unpublishedAt: null },
    omit: { readme: true, files: true },
  });
  if (!row) throw versionNotThere(name, version);

  const { publishedByKeyName: key, publishedAddress: address, publishedClient: client } = row;
  return {
    version,
    manifest: manifestShape.parse(row.manifest),
    provenance: {
      publisher: row.publishedByName,
      publishedAt: row.publishedAt.toISOString(),
      integrity: row.integrity,
      shasum: row.shasum,
      size: Number(row.size),
      origin: readable.role === null ? null : { key, address, client },
    },
  };
}

/** Lists the files of a version by path. Names and sizes are metadata; `readPackageFile` reads contents. */
export async function versionFiles(viewer: Viewer, name: string, version: string): Promise<PackageFile[]> {
  const { id } = await readablePackage(viewer, name, "package:read");
  const row = await db().packageVersion.findFirst({
    where: { packageId: id, version, unpublishedAt: null },
    select: { files: true },
  });
  if (!row) throw versionNotThere(name, version);
  return filesShape.parse(row.files);
}

/** Returns the names that are packages the viewer may see, so that a dependency can link to its page. */
export async function visibleNames(viewer: Viewer, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT p."name" FROM "Package" p
     WHERE p."name" IN (${Prisma.join(names.slice(0, 1_000))}) AND p."removedAt" IS NULL AND ${visibleTo(viewer)}`;
  return new Set(rows.map(({ name }) => name));
}

/** Reads the viewer's role in the account that owns a package, to explain a closed page. Null for no member. */
export async function roleInPackage(viewer: Viewer, name: string): Promise<Role | null> {
  if (viewer.userId === null) return null;
  const row = await db().membership.findFirst({
    where: { userId: viewer.userId, account: { packages: { some: { name } } } },
    select: { role: true },
  });
  return row?.role ?? null;
}
