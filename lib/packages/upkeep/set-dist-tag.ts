import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { assertDistTag } from "@/lib/packages/npm/names";
import { bumpRevision } from "@/lib/packages/publish/bump-revision";
import { indexForSearch } from "@/lib/packages/publish/index-for-search";
import { setLatest } from "@/lib/packages/publish/set-latest";
import { openForChange } from "@/lib/packages/upkeep/open-for-change";

export type SetDistTagInput = { name: string; tag: string; version: string };

/**
 * Points a tag at a version. Errors: VALIDATION for a tag that looks like a range, NOT_FOUND for an unknown version.
 */
export async function setDistTag(ctx: AccountContext, input: SetDistTagInput): Promise<void> {
  const tag = assertDistTag(input.tag);
  const packageId = await transaction(async (tx) => {
    const row = await openForChange(tx, ctx, input.name, "package:tag");
    const version = await tx.packageVersion.findFirst({
      where: { packageId: row.id, version: input.version, unpublishedAt: null },
      select: { id: true },
    });
    if (!version) throw new AppError("NOT_FOUND", { noun: `version ${input.name}@${input.version}` });

    const key = { packageId_tag: { packageId: row.id, tag } };
    const before = await tx.distTag.findUnique({ where: key, select: { version: true } });
    if (before?.version === input.version) return row.id;

    const at = now();
    if (tag === "latest") await setLatest(tx, row.id, input.version);
    else {
      const point = { version: input.version, updatedAt: at };
      await tx.distTag.upsert({ where: key, create: { packageId: row.id, tag, ...point }, update: point });
    }

    await bumpRevision(tx, row.id);
    await record(tx, ctx, {
      action: "tag.set",
      targets: [
        { type: "tag", id: `${row.id}:${tag}`, name: tag },
        { type: "package", id: row.id, name: row.name },
      ],
      changes: [{ path: `dist-tags.${tag}`, before: before?.version ?? null, after: input.version }],
    });
    return row.id;
  });
  if (tag === "latest") await indexForSearch(packageId);
}
