import "server-only";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { MAX_HANDLES } from "@/lib/people/accounts/rules";

// Records nothing: a step of creating or renaming an account.

/**
 * Takes a handle for an account, for ever. The primary key decides between two claims: the second waits for the first
 * to commit and returns false. Returns true for the account's own former handle.
 */
export async function claimHandle(tx: Tx, accountId: string, handle: string): Promise<boolean> {
  const { count } = await tx.handle.createMany({
    data: [{ handle, accountId, createdAt: now() }],
    skipDuplicates: true,
  });
  if (count === 1) return true;
  const taken = await tx.handle.findUnique({ where: { handle }, select: { accountId: true } });
  return taken?.accountId === accountId;
}

/** Limits the number of handles of an account. Call it with the account locked. Errors: VALIDATION. */
export async function assertHandlesLeft(tx: Tx, accountId: string, wanted: string): Promise<void> {
  const held = await tx.handle.findMany({ where: { accountId }, select: { handle: true } });
  if (held.length < MAX_HANDLES || held.some((row) => row.handle === wanted)) return;
  throw new AppError("VALIDATION", {
    message: `An account keeps all its handles, at most ${MAX_HANDLES}. Use one of your former handles instead.`,
    fields: { handle: [`This account already has ${MAX_HANDLES} handles.`] },
  });
}
