import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { type Amount, releaseEntitlement } from "@/lib/entitlements/consume-entitlement";
import { AppError } from "@/lib/errors";
import { bumpRevision } from "@/lib/packages/publish/bump-revision";
import { indexForSearch } from "@/lib/packages/publish/index-for-search";
import { changedMeanwhile, limitOf, newestOf } from "@/lib/packages/publish/rules";
import { setLatest } from "@/lib/packages/publish/set-latest";
import type { LockedPackage } from "@/lib/packages/publish/types";
import { openForChange } from "@/lib/packages/upkeep/open-for-change";

export type UnpublishInput = {
  name: string;
  /** Null unpublishes all remaining versions. */
  versions: readonly string[] | null;
  /** The revision that the caller saw; any other is a CONFLICT. Null skips the check. */
  expectedRevision: number | null;
};

/**
 * Unpublishes versions for good: their numbers stay used, their bytes and the package's place are freed.
 * Errors: NOT_FOUND for a missing version, CONFLICT for a stale revision.
 */
export async function unpublishVersions(ctx: AccountContext, input: UnpublishInput): Promise<{ removed: string[] }> {
  const { packageId, removed } = await transaction(async (tx) => {
    const row = await openForChange(tx, ctx, input.name, "package:unpublish");
    if (input.expectedRevision !== null && input.expectedRevision !== row.revision) throw changedMeanwhile(row.name);

    const present = await tx.packageVersion.findMany({
      where: { packageId: row.id, unpublishedAt: null },
      select: { id: true, version: true, size: true },
    });
    const known = new Set(present.map(({ version }) => version));
    const wanted = input.versions === null ? known : new Set(input.versions);
    const leaving = present.filter(({ version }) => wanted.has(version));
    const missing = [...wanted].find((version) => !known.has(version));
    if (missing) throw new AppError("NOT_FOUND", { noun: `version ${input.name}@${missing}` });
    if (leaving.length === 0) return { packageId: row.id, removed: [] };

    const staying = present.filter(({ version }) => !wanted.has(version)).map(({ version }) => version);
    await tx.packageVersion.updateMany({
      where: { id: { in: leaving.map(({ id }) => id) } },
      data: { unpublishedAt: now() },
    });
    await tx.distTag.deleteMany({
      where: { packageId: row.id, version: { in: leaving.map(({ version }) => version) } },
    });
    await settle(tx, row, staying);
    await bumpRevision(tx, row.id);
    await giveBack(tx, ctx, row, leaving, staying.length === 0);
    await audit(tx, ctx, row, leaving, staying.length === 0);

    return { packageId: row.id, removed: leaving.map(({ version }) => version) };
  });
  if (removed.length > 0) await indexForSearch(packageId);

  return { removed };
}

type Leaving = { id: string; version: string; size: bigint };

/** Moves `latest` to a remaining version; a package without versions is removed and keeps its name. */
async function settle(tx: Tx, row: LockedPackage, staying: readonly string[]): Promise<void> {
  const newest = newestOf(staying);
  if (newest === null) {
    await tx.package.update({ where: { id: row.id }, data: { removedAt: now(), latest: "" } });
    await tx.packageSearch.deleteMany({ where: { packageId: row.id } });
  } else if (!staying.includes(row.latest)) await setLatest(tx, row.id, newest);
}

async function giveBack(tx: Tx, ctx: AccountContext, row: LockedPackage, leaving: readonly Leaving[], last: boolean) {
  const bytes = leaving.map(
    ({ id, size }): Amount => ({
      key: "storage.bytes",
      amount: Number(size),
      idempotencyKey: `unpublish:${id}`,
      resource: id,
    }),
  );
  const place: Amount = {
    key: limitOf(row.visibility),
    amount: 1,
    idempotencyKey: `package:${row.id}:removed:${row.revision}`,
    resource: row.id,
  };
  await releaseEntitlement(tx, ctx, last ? [...bytes, place] : bytes);
}

async function audit(tx: Tx, ctx: AccountContext, row: LockedPackage, leaving: readonly Leaving[], last: boolean) {
  for (const { id, version } of leaving) {
    await record(tx, ctx, {
      action: "version.unpublished",
      targets: [
        { type: "version", id, name: `${row.name}@${version}` },
        { type: "package", id: row.id, name: row.name },
      ],
    });
  }
  if (!last) return;
  await record(tx, ctx, {
    action: "package.unpublished",
    targets: [{ type: "package", id: row.id, name: row.name }],
  });
}
