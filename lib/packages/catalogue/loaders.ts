import "server-only";
import { notFound, permanentRedirect } from "next/navigation";
import { cache } from "react";
import type { Role } from "@/generated/prisma/enums";
import { currentViewer, orNotFound } from "@/lib/access/loaders";
import { rolesWith } from "@/lib/access/permissions";
import { accountByHandle } from "@/lib/access/queries";
import type { AccountContext } from "@/lib/access/types";
import { checkAction } from "@/lib/entitlements/check-entitlement";
import type { Decision } from "@/lib/entitlements/types";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type KeysetPage, type KeysetRange, orFromStart } from "@/lib/keyset";
import {
  dependencyGroups,
  listVersions,
  packageView,
  roleInPackage,
  versionDetail,
  versionFiles,
  visibleNames,
} from "@/lib/packages/catalogue/package-view";
import { listPackages, type PackageListInput, type ScopeProfile, scopeProfile } from "@/lib/packages/catalogue/queries";
import { readPackageFile } from "@/lib/packages/catalogue/read-file";
import { type SearchInput, type SearchRow, searchPackages } from "@/lib/packages/catalogue/search-packages";
import type {
  FileView,
  PackageFile,
  PackageTablePage,
  PackageView,
  ReadmeView,
  VersionDetail,
  VersionRow,
} from "@/lib/packages/catalogue/types";
import { versionReadme } from "@/lib/packages/catalogue/version-readme";
import { profileHref } from "@/lib/paths";

export type Closed = { closed: { role: Role; roles: readonly Role[] } };

/**
 * Loads a page's package, once for its frame, title and body; `closed` to a member whose role does not read packages.
 */
export const openPackagePage = cache(
  async (name: string, version: string | null): Promise<{ view: PackageView } | Closed> => {
    const viewer = await currentViewer();
    try {
      return { view: await orNotFound(packageView(viewer, name, version)) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "FORBIDDEN") throw error;
      const role = await roleInPackage(viewer, name);
      if (role === null) notFound();
      return { closed: { role, roles: rolesWith("package:read") } };
    }
  },
);

export async function readmeOf({ name, version }: PackageView): Promise<ReadmeView> {
  return orNotFound(versionReadme(await currentViewer(), name, version.version));
}

export async function versionsOf({ name }: PackageView, range: KeysetRange): Promise<KeysetPage<VersionRow>> {
  const viewer = await currentViewer();
  return orNotFound(orFromStart(range, (asked) => listVersions(viewer, name, asked)));
}

export async function detailOf({ name, version }: PackageView): Promise<VersionDetail> {
  return orNotFound(versionDetail(await currentViewer(), name, version.version));
}

/** Cached for one render: the frame first checks whether the path exists. */
export const filesOf = cache(
  async ({ name, version }: PackageView): Promise<PackageFile[]> =>
    orNotFound(versionFiles(await currentViewer(), name, version.version)),
);

export async function fileOf({ name, version }: PackageView, path: string): Promise<FileView> {
  return orNotFound(readPackageFile(await currentViewer(), name, version.version, path));
}

export type PackageDependencies = {
  groups: { title: string; entries: [name: string, range: string][] }[];
  /** Those with a page here that the reader may open. */
  linked: ReadonlySet<string>;
};

export async function dependenciesOf(view: PackageView): Promise<PackageDependencies> {
  const groups = dependencyGroups((await detailOf(view)).manifest);
  const names = groups.flatMap(({ entries }) => entries.map(([name]) => name));
  return { groups, linked: await visibleNames(await currentViewer(), [...new Set(names)]) };
}

/** The registry's address for package managers. */
export function registryUrl(): string {
  return env().REGISTRY_URL;
}

export type AccountPackagesPage = {
  packages: PackageTablePage | Closed;
  role: Role;
  /** Whether the account may publish more; null when the role does not publish. */
  publish: Decision | null;
};

/** Lists an account's packages for its own pages; `closed` for a role that does not read packages. */
export async function accountPackages(ctx: AccountContext, input: PackageListInput): Promise<AccountPackagesPage> {
  const { role, permissions } = ctx;
  if (role === null) throw new Error("The pages of an account are shown to members only");
  const [packages, publish] = await Promise.all([
    permissions.has("package:read")
      ? orFromStart(input, (asked) => listPackages(ctx, asked))
      : { closed: { role, roles: rolesWith("package:read") } },
    permissions.has("package:publish") ? checkAction(ctx, "growth") : null,
  ]);
  return { packages, role, publish };
}

/**
 * Loads the account of `/@handle`; redirects a former handle or another spelling to the present one permanently (D7).
 */
export const openProfile = cache(async (handle: string): Promise<{ handle: string; name: string }> => {
  const account = await accountByHandle(handle);
  if (!account) notFound();
  if (account.handle !== handle) permanentRedirect(profileHref(account.handle));
  return account;
});

export async function profilePage(handle: string, input: PackageListInput): Promise<ScopeProfile> {
  const viewer = await currentViewer();
  return orNotFound(orFromStart(input, (asked) => scopeProfile(viewer, handle, asked)));
}

export async function searchPage(input: SearchInput): Promise<{ total: number; rows: SearchRow[] }> {
  return searchPackages(await currentViewer(), input);
}
