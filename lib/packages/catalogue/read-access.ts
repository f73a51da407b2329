import "server-only";
import type { Role, Visibility } from "@/generated/prisma/enums";
import { matchesPattern } from "@/lib/access/key-patterns";
import { type Permission, permissionsOf, permissionsOfScopes, rolesWith } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import { decideAction } from "@/lib/entitlements/decide";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { required } from "@/lib/entitlements/refuse";
import { AppError } from "@/lib/errors";
import { readableRow } from "@/lib/packages/catalogue/readable-rows";

/** A package that this viewer may read, at the time of this request. */
export type ReadablePackage = {
  id: string;
  name: string;
  accountId: string;
  visibility: Visibility;
  revision: number;
  /** The viewer's role in the owning account; null for everybody else. */
  role: Role | null;
  /** The ETags of the stored packuments; null while none is stored for this revision. */
  etags: { full: string; abbreviated: string } | null;
};

/**
 * Returns the package if the viewer has `permission`: `package:install` for contents, `package:read` for metadata. One
 * statement reads role and visibility now. Errors: NOT_FOUND for somebody outside a private package's account (D11),
 * FORBIDDEN for a member whose role or key lacks the permission.
 */
export async function readablePackage(
  viewer: Viewer,
  name: string,
  permission: Extract<Permission, "package:read" | "package:install">,
): Promise<ReadablePackage> {
  const row = await readableRow(name, viewer.userId);
  if (!row || (row.visibility === "private" && row.role === null)) throw new AppError("NOT_FOUND", { noun: "package" });
  if (row.blocked) required(decideAction(await loadSnapshot(row.accountId), "read"));
  if (row.visibility === "private" && row.role !== null) requireRead(viewer, row.role, name, permission);
  const { id, accountId, visibility, revision, role, fullEtag, abbreviatedEtag } = row;
  const etags = fullEtag && abbreviatedEtag ? { full: fullEtag, abbreviated: abbreviatedEtag } : null;
  return { id, name, accountId, visibility, revision, role, etags };
}

function requireRead(viewer: Viewer, role: Role, name: string, permission: Permission): void {
  const roles = rolesWith(permission);
  if (!permissionsOf(role).has(permission)) throw new AppError("FORBIDDEN", { permission, roles });
  if (!viewer.key) return;
  if (!permissionsOfScopes(viewer.key.scopes).has(permission)) {
    const message = "This token's scopes do not include read. Create one with the scope it needs.";
    throw new AppError("FORBIDDEN", { permission, roles, message });
  }
  if (!matchesPattern(viewer.key.packagePatterns, name)) {
    throw new AppError("FORBIDDEN", { permission, roles, message: `This token is not for ${name}.` });
  }
}
