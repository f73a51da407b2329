import "server-only";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";

// Records nothing: a step of every change of a package.

/** Invalidates the stored packuments. Returns the new revision. */
export async function bumpRevision(tx: Tx, packageId: string): Promise<number> {
  const row = await tx.package.update({
    where: { id: packageId },
    data: { revision: { increment: 1 }, updatedAt: now() },
    select: { revision: true },
  });
  return row.revision;
}
