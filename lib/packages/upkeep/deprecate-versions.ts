import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { bumpRevision } from "@/lib/packages/publish/bump-revision";
import { openForChange } from "@/lib/packages/upkeep/open-for-change";

const MAX_MESSAGE = 1_024;

/** The message of each named version; an empty one withdraws the deprecation. Other versions stay unchanged. */
export type DeprecateVersionsInput = { name: string; messages: ReadonlyMap<string, string> };

/** Deprecates versions. Errors: NOT_FOUND for a missing version, VALIDATION for a message over 1,024 characters. */
export async function deprecateVersions(ctx: AccountContext, input: DeprecateVersionsInput): Promise<void> {
  for (const message of input.messages.values()) {
    if (message.length > MAX_MESSAGE) {
      throw new AppError("VALIDATION", { message: `A deprecation has at most ${MAX_MESSAGE} characters.` });
    }
  }
  await transaction(async (tx) => {
    const row = await openForChange(tx, ctx, input.name, "package:deprecate");
    const versions = await tx.packageVersion.findMany({
      where: { packageId: row.id, version: { in: [...input.messages.keys()] }, unpublishedAt: null },
      select: { id: true, version: true, deprecated: true },
      orderBy: { version: "asc" },
    });
    const missing = [...input.messages.keys()].find((version) => !versions.some((known) => known.version === version));
    if (missing) throw new AppError("NOT_FOUND", { noun: `version ${input.name}@${missing}` });

    const changed = versions
      .map((known) => ({ ...known, message: input.messages.get(known.version) ?? "" }))
      .filter((known) => known.message !== known.deprecated);
    if (changed.length === 0) return;

    for (const { id, message } of changed) {
      await tx.packageVersion.update({ where: { id }, data: { deprecated: message } });
    }
    await bumpRevision(tx, row.id);
    for (const { id, version, deprecated, message } of changed) {
      await record(tx, ctx, {
        action: message === "" ? "version.undeprecated" : "version.deprecated",
        targets: [{ type: "version", id, name: `${row.name}@${version}` }],
        changes: [{ path: "deprecated", before: deprecated, after: message }],
      });
    }
  });
}
