import "server-only";
import type { Role, Visibility } from "@/generated/prisma/enums";
import { matchesPattern } from "@/lib/auth/key-patterns";
import { type Permission, permissionsOf, permissionsOfScopes, rolesWith } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/types";
import { pool } from "@/lib/db";
import { decideAction } from "@/lib/entitlements/decide";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { required } from "@/lib/entitlements/refuse";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** A package this viewer may read, as of this request. */
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

type Row = {
  id: string;
  accountId: string;
  visibility: Visibility;
  revision: number;
  blocked: boolean;
  role: Role | null;
  fullEtag: string | null;
  abbreviatedEtag: string | null;
};

const BY_NAME = {
  name: "readable-package",
  text: `SELECT p."id", p."accountId", p."visibility", p."revision", a."blockReason" <> '' AS "blocked", m."role",
                d."fullEtag", d."abbreviatedEtag"
           FROM "Package" p
           JOIN "Account" a ON a."id" = p."accountId"
           LEFT JOIN "Membership" m ON m."accountId" = p."accountId" AND m."userId" = $2::uuid
           LEFT JOIN "PackageDocument" d
                  ON d."packageId" = p."id" AND d."revision" = p."revision" AND d."origin" = $3
          WHERE p."name" = $1 AND p."removedAt" IS NULL`,
};

/**
 * The package, if this viewer may use it for `permission`: `package:install` is its contents, `package:read` what it
 * says of itself. One statement, so role and visibility are of this moment. Errors: NOT_FOUND for whoever is no
 * member of a private package's owner (D11), FORBIDDEN for a member whose role or key lacks the permission.
 */
export async function readablePackage(
  viewer: Viewer,
  name: string,
  permission: Extract<Permission, "package:read" | "package:install">,
): Promise<ReadablePackage> {
  const { rows } = await pool().query<Row>({ ...BY_NAME, values: [name, viewer.userId, env().REGISTRY_URL] });
  const [row] = rows;
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
