import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { permissionsOfScopes, rolesWith } from "@/lib/access/permissions";
import type { KeyCeiling, Viewer } from "@/lib/access/types";

/** The condition on a package `p` that this viewer may see it: public, or private and a member with the permission. */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  const mayRead = !viewer.key || permissionsOfScopes(viewer.key.scopes).has("package:read");
  if (viewer.userId === null || !mayRead) return Prisma.sql`p."visibility" = 'public'`;
  return Prisma.sql`(p."visibility" = 'public' OR (${withinPatterns(viewer.key)} AND EXISTS (
    SELECT 1 FROM "Membership" m WHERE m."accountId" = p."accountId" AND m."userId" = ${viewer.userId}::uuid
       AND m."role"::text IN (${Prisma.join(rolesWith("package:read"))}))))`;
}

/** A key that is held to package patterns reaches the packages `p` within them only. */
export function withinPatterns(key: KeyCeiling | null): Prisma.Sql {
  const patterns = key?.packagePatterns ?? [];
  if (patterns.length === 0) return Prisma.sql`TRUE`;
  const likes = patterns.map((pattern) => likeText(pattern).replaceAll("*", "%"));
  return Prisma.sql`p."name" LIKE ANY (ARRAY[${Prisma.join(likes)}]::text[])`;
}

/** Text that LIKE takes literally. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
