import "server-only";
import type { Tx } from "@/lib/db";

/**
 * First statement of every write to an account itself, its plan, members and invitations: they follow each other, in one
 * order of locks with the last-owner trigger. NO KEY UPDATE lets rows that only refer to the account go on.
 */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId}::uuid FOR NO KEY UPDATE`;
}
