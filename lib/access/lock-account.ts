import "server-only";
import type { Tx } from "@/lib/db";

/**
 * Locks an account: the first statement of every write to the account itself, its plan, members and invitations. Keeps
 * one lock order with the last-owner trigger. NO KEY UPDATE lets inserts that only refer to the account go on.
 */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId}::uuid FOR NO KEY UPDATE`;
}
