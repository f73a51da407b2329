import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import type { PreparedVersion } from "@/lib/packages/publish/types";

// Records nothing: a step of publishing.

export type EarlierVersion = { id: string; integrity: string; publishedById: string | null; unpublished: boolean };

/** Reads the version's row if the number was ever used, unpublished versions included. */
export async function publishedAlready(tx: Tx, packageId: string, version: string): Promise<EarlierVersion | null> {
  const row = await tx.packageVersion.findUnique({
    where: { packageId_version: { packageId, version } },
    select: { id: true, integrity: true, publishedById: true, unpublishedAt: true },
  });
  return row && { ...row, unpublished: row.unpublishedAt !== null };
}

function personOf({ actor }: AccountContext): string | null {
  return actor.type === "user" || actor.type === "key" ? actor.userId : null;
}

/** Whether a publish repeats a successful one: the same bytes from the same person, still published. */
export function sameAs(earlier: EarlierVersion, ctx: AccountContext, integrity: string): boolean {
  return !earlier.unpublished && earlier.integrity === integrity && earlier.publishedById === personOf(ctx);
}

/** Prisma accepts JSON values only; the output of JSON.parse is one. */
function json(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}

export async function insertVersion(
  tx: Tx,
  ctx: AccountContext,
  packageId: string,
  id: string,
  prepared: PreparedVersion,
): Promise<void> {
  const { staged } = prepared.tarball;
  await tx.packageVersion.create({
    data: {
      id,
      packageId,
      version: prepared.version,
      manifest: json(prepared.manifest),
      deprecated: prepared.deprecated,
      readme: prepared.readme,
      files: json(prepared.files),
      sha512: staged.sha512,
      integrity: staged.integrity,
      shasum: staged.sha1,
      size: staged.size,
      unpackedSize: prepared.unpackedSize,
      fileCount: prepared.files.length,
      publishedAt: now(),
      publishedById: personOf(ctx),
      publishedByName: ctx.actor.name,
      publishedByKeyId: ctx.actor.type === "key" ? ctx.actor.keyId : null,
      publishedByKeyName: ctx.actor.type === "key" ? ctx.actor.keyName : "",
      publishedAddress: ctx.request.address,
      publishedClient: prepared.client.slice(0, 200),
    },
  });
}
