import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import type { StoredState } from "@/lib/packages/npm/classify-put";

/** Reads an account's package as it is stored, to compare a PUT with it. Null when the name is free or removed. */
export async function storedState(
  ctx: AccountContext,
  name: string,
): Promise<(StoredState & { revision: number }) | null> {
  authorize(ctx, "package:read", name);
  const row = await db().package.findFirst({
    where: { name, accountId: ctx.account.id, removedAt: null },
    select: {
      revision: true,
      versions: { where: { unpublishedAt: null }, select: { version: true, deprecated: true } },
    },
  });
  if (!row) return null;
  const versions = new Map(row.versions.map(({ version, deprecated }) => [version, deprecated || null]));
  return { revision: row.revision, versions, maintainers: [ctx.account.handle], users: [] };
}
