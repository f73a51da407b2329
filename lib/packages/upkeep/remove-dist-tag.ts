import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { bumpRevision } from "@/lib/packages/publish/bump-revision";
import { openForChange } from "@/lib/packages/upkeep/open-for-change";

/** Removes a tag. `latest` cannot be removed: clients need it to install. Errors: VALIDATION, NOT_FOUND. */
export async function removeDistTag(ctx: AccountContext, input: { name: string; tag: string }): Promise<void> {
  if (input.tag === "latest") {
    throw new AppError("VALIDATION", { message: "The tag latest cannot be removed; point it at another version." });
  }
  await transaction(async (tx) => {
    const row = await openForChange(tx, ctx, input.name, "package:tag");
    const key = { packageId_tag: { packageId: row.id, tag: input.tag } };
    const before = await tx.distTag.findUnique({ where: key, select: { version: true } });
    if (!before) throw new AppError("NOT_FOUND", { noun: `dist-tag ${input.tag} of ${input.name}` });
    await tx.distTag.delete({ where: key });
    await bumpRevision(tx, row.id);
    await record(tx, ctx, {
      action: "tag.removed",
      targets: [
        { type: "tag", id: `${row.id}:${input.tag}`, name: input.tag },
        { type: "package", id: row.id, name: row.name },
      ],
      changes: [{ path: `dist-tags.${input.tag}`, before: before.version, after: null }],
    });
  });
}
