import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { permissionsOfScopes, rolesWith } from "@/lib/access/permissions";
import type { KeyCeiling, Viewer } from "@/lib/access/types";

/**
 * The SQL condition that the viewer may see package `p`: it is public, or private and the viewer is a member with the
 * permission.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  const mayRead = !viewer.key || permissionsOfScopes(viewer.key.scopes).has("package:read");
  if (viewer.userId === null || !mayRead) return Prisma.sql`p."visibility" = 'public'`;
  return Prisma.sql`(p."visibility" = 'public' OR (${withinPatterns(viewer.key)} AND EXISTS (
    SELECT 1 FROM "Membership" m WHERE m."accountId" = p."accountId" AND m."userId" = ${viewer.userId}::uuid
       AND m."role"::text IN (${Prisma.join(rolesWith("package:read"))}))))`;
}

/** The SQL condition that package `p` matches a key's package patterns, if it has any. */
export function withinPatterns(key: KeyCeiling | null): Prisma.Sql {
  const patterns = key?.packagePatterns ?? [];
  if (patterns.length === 0) return Prisma.sql`TRUE`;
  const likes = patterns.map((pattern) => likeText(pattern).replaceAll("*", "%"));
  return Prisma.sql`p."name" LIKE ANY (ARRAY[${Prisma.join(likes)}]::text[])`;
}

/** Escapes text for LIKE. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
