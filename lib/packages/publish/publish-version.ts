import "server-only";
import type { Visibility } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { type Amount, consumeEntitlement } from "@/lib/entitlements/consume-entitlement";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { indexForSearch, markStale } from "@/lib/packages/publish/index-for-search";
import { insertVersion, publishedAlready, sameAs } from "@/lib/packages/publish/insert-version";
import { lockPackage } from "@/lib/packages/publish/lock-package";
import { assertOwnName } from "@/lib/packages/publish/namespace";
import { requireWritablePackage } from "@/lib/packages/publish/require-writable-package";
import { joinExisting, limitOf, visibilityOfNew } from "@/lib/packages/publish/rules";
import type { LockedPackage, PreparedVersion, PublishedVersion, RequestedAccess } from "@/lib/packages/publish/types";
import { dropOrphan, keepArtifact } from "@/lib/packages/storage/keep-artifact";

/**
 * Publishes a version, for npm, the browser and the seed alike (P4). A commit stores the staged tarball, any failure
 * discards it. A retry of the same bytes by the same person succeeds. Errors: VALIDATION for a name of another account,
 * FORBIDDEN, ENTITLEMENT_REQUIRED, LIMIT_REACHED, LOCKED, CONFLICT.
 */
export async function publishVersion(ctx: AccountContext, prepared: PreparedVersion): Promise<PublishedVersion> {
  const { writer, staged } = prepared.tarball;
  let kept = false;
  try {
    await assertOwnName(ctx, prepared.name);
    authorize(ctx, "package:publish", prepared.name);
    const published = await transaction(async (tx) => {
      const target = await openPackage(tx, ctx, prepared);
      const earlier = await publishedAlready(tx, target.row.id, prepared.version);
      const again = earlier && !target.refusal && sameAs(earlier, ctx, staged.integrity);
      if (again) return replay(target.row, earlier.id, prepared);

      const versionId = newId();
      await consumeEntitlement(tx, ctx, amounts(target, versionId, prepared));
      if (!target.created) await requireWritablePackage(tx, ctx, target.row);
      // The plan's refusal comes before the conflict (P4); the rollback returns the room.
      if (target.refusal) throw new AppError("CONFLICT", { message: target.refusal });
      if (earlier) throw takenVersion(prepared, earlier.unpublished);

      kept = true;
      await keepArtifact(tx, prepared.tarball);
      await insertVersion(tx, ctx, target.row.id, versionId, prepared);
      const revision = await present(tx, target.row, prepared);
      await audit(tx, ctx, target, versionId, prepared);

      return { ...described(target.row, prepared), versionId, revision, replayed: false, notices: target.notices };
    });
    await indexForSearch(published.packageId);
    return published;
  } catch (error) {
    if (kept) await dropOrphan(staged.sha512);
    throw error;
  } finally {
    await writer.abort();
  }
}

/** `refusal` is the reason why this version cannot join an existing package. */
type Target = { row: LockedPackage; created: boolean; notices: string[]; refusal: string | null };

async function openPackage(tx: Tx, ctx: AccountContext, prepared: PreparedVersion): Promise<Target> {
  const inManifest = accessInManifest(prepared.manifest);
  const existing = await lockPackage(tx, prepared.name);
  if (existing && existing.accountId !== ctx.account.id) throw new AppError("NOT_FOUND", { noun: "package" });
  if (existing && !existing.removed) return joinPackage(existing, prepared, inManifest);

  const account = await tx.account.findUniqueOrThrow({ where: { id: ctx.account.id } });
  const { visibility, notice } = visibilityOfNew(prepared.access, inManifest, account.defaultVisibility);
  const { kind } = prepared;
  const notices = notice === null ? [] : [notice];
  if (existing) {
    // A removed package starts over: its former kind and visibility decide nothing.
    await tx.package.update({ where: { id: existing.id }, data: { kind, visibility } });
    return { row: { ...existing, kind, visibility }, created: true, notices, refusal: null };
  }

  const at = now();
  const { count } = await tx.package.createMany({
    data: {
      id: newId(),
      accountId: ctx.account.id,
      name: prepared.name,
      kind,
      visibility,
      keywords: [],
      createdAt: at,
      updatedAt: at,
    },
    skipDuplicates: true,
  });
  // A parallel publish created the name first: this one joins that package.
  if (count === 0) return openPackage(tx, ctx, prepared);

  const row = await lockPackage(tx, prepared.name);
  if (!row) throw new Error("The package that was just created cannot be read");

  return { row, created: true, notices, refusal: null };
}

function joinPackage(row: LockedPackage, prepared: PreparedVersion, inManifest: RequestedAccess): Target {
  const { kind, access: asked } = prepared;
  const { refusal, notice } = joinExisting(row, { kind, asked, inManifest });
  return { row, created: false, notices: notice === null ? [] : [notice], refusal };
}

function accessInManifest(manifest: Record<string, unknown>): RequestedAccess {
  const config = manifest.publishConfig;
  if (typeof config !== "object" || config === null || !("access" in config)) return null;
  return config.access === "public" || config.access === "restricted" ? config.access : null;
}

function amounts(target: Target, versionId: string, prepared: PreparedVersion): Amount[] {
  const subject = prepared.name;
  const version = { resource: versionId, subject };
  const place: Amount = {
    key: limitOf(target.row.visibility),
    amount: 1,
    // A removed name that returns takes a place again, so the key names the version that opened it.
    idempotencyKey: `package:${target.row.id}:${versionId}`,
    resource: target.row.id,
    subject,
  };
  return [
    ...(target.created ? [place] : []),
    { key: "publishes", amount: 1, idempotencyKey: `publish:${versionId}`, ...version },
    { key: "storage.bytes", amount: prepared.tarball.staged.size, idempotencyKey: `bytes:${versionId}`, ...version },
  ];
}

function takenVersion({ name, version }: PreparedVersion, unpublished: boolean): AppError {
  const message = unpublished
    ? `${name}@${version} was unpublished, and a version number is never used twice. Publish a new version.`
    : `You cannot publish over the previously published versions: ${version}.`;
  return new AppError("CONFLICT", { message });
}

/** Moves the tags and the package's description to the new version; returns the packument's new revision. */
async function present(tx: Tx, row: LockedPackage, prepared: PreparedVersion): Promise<number> {
  const at = now();
  for (const tag of [...prepared.tags].sort()) {
    await tx.distTag.upsert({
      where: { packageId_tag: { packageId: row.id, tag } },
      create: { packageId: row.id, tag, version: prepared.version, updatedAt: at },
      update: { version: prepared.version, updatedAt: at },
    });
  }
  // A package's first version is its latest under any tag, because clients need a `latest`.
  const isLatest = prepared.tags.includes("latest") || row.latest === "";
  if (isLatest && !prepared.tags.includes("latest")) {
    await tx.distTag.create({ data: { packageId: row.id, tag: "latest", version: prepared.version, updatedAt: at } });
  }

  const { description, keywords, license, homepage, repository } = prepared;
  const words = { description, keywords: [...keywords], license, homepage, repository, latest: prepared.version };
  const { revision } = await tx.package.update({
    where: { id: row.id },
    data: { ...(isLatest ? words : {}), revision: { increment: 1 }, updatedAt: at, removedAt: null },
    select: { revision: true },
  });
  if (isLatest) await markStale(tx, row.id);

  return revision;
}

async function audit(tx: Tx, ctx: AccountContext, target: Target, versionId: string, prepared: PreparedVersion) {
  const { name, version } = prepared;
  if (target.created) {
    await record(tx, ctx, {
      action: "package.created",
      targets: [{ type: "package", id: target.row.id, name }],
      metadata: { visibility: target.row.visibility, kind: target.row.kind },
    });
  }
  const { integrity, size } = prepared.tarball.staged;
  await record(tx, ctx, {
    action: "version.published",
    targets: [
      { type: "version", id: versionId, name: `${name}@${version}` },
      { type: "package", id: target.row.id, name },
    ],
    metadata: { integrity, size, tags: prepared.tags.join(", "), client: prepared.client.slice(0, 200) },
    ...(prepared.deprecated ? { changes: [{ path: "deprecated", before: "", after: prepared.deprecated }] } : {}),
  });
}

function described(row: LockedPackage, { name, version }: PreparedVersion) {
  const visibility: Visibility = row.visibility;
  return { packageId: row.id, name, version, visibility };
}

function replay(row: LockedPackage, versionId: string, prepared: PreparedVersion): PublishedVersion {
  return { ...described(row, prepared), versionId, revision: row.revision, replayed: true, notices: [] };
}
