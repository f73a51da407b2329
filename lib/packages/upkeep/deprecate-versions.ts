import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { bumpRevision } from "@/lib/packages/publish/bump-revision";
import { assertDeprecation } from "@/lib/packages/publish/rules";
import { openForChange } from "@/lib/packages/upkeep/open-for-change";

/** The message of each named version; an empty one withdraws the deprecation. Other versions stay unchanged. */
export type DeprecateVersionsInput = { name: string; messages: ReadonlyMap<string, string> };

/** Deprecates versions. Errors: NOT_FOUND for a missing version, VALIDATION for a message over 1,024 characters. */
export async function deprecateVersions(ctx: AccountContext, input: DeprecateVersionsInput): Promise<void> {
  for (const message of input.messages.values()) assertDeprecation(message);
  await transaction(async (tx) => {
    const row = await openForChange(tx, ctx, input.name, "package:deprecate");
    const versions = await tx.packageVersion.findMany({
      where: { packageId: row.id, version: { in: [...input.messages.keys()] }, unpublishedAt: null },
      select: { id: true, version: true, deprecated: true },
      orderBy: { version: "asc" },
    });
    const known = new Set(versions.map(({ version }) => version));
    const missing = [...input.messages.keys()].find((version) => !known.has(version));
    if (missing) throw new AppError("NOT_FOUND", { noun: `version ${input.name}@${missing}` });

    const changed = versions
      .map((row) => ({ ...row, message: input.messages.get(row.version) ?? "" }))
      .filter((row) => row.message !== row.deprecated);
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
