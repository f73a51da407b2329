import "server-only";
import type { AccountRef } from "@/lib/access/types";
import { dueNotices, presentOf, untold } from "@/lib/billing/notices/due-notices";
import { loadNoticeFacts } from "@/lib/billing/notices/load-notice-facts";
import { sendNotices } from "@/lib/billing/notices/send-notices";
import type { DueNotice } from "@/lib/billing/notices/types";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";

/**
 * Tells an account's people what a sync found, in the sync's transaction: sent if and only if it commits. Call it after
 * the rows are written. `sendDueNotices` handles states that time alone causes.
 */
export async function noticeTransitions(tx: Tx, account: AccountRef): Promise<void> {
  const { send, superseded } = untold(...(await dueAndTold(tx, account.id)));
  const ours = ({ entered }: DueNotice) => entered === null;
  await sendNotices(tx, account, { send: send.filter(ours), superseded: superseded.filter(ours) });
}

/** Reads which notices are due for an account now, and which were told. */
export async function dueAndTold(tx: Tx, accountId: string): Promise<[DueNotice[], Set<string>]> {
  const facts = await loadNoticeFacts(tx, accountId);
  const due = dueNotices(facts, presentOf(facts, now()));
  const rows = await tx.billingNotice.findMany({
    where: { accountId, key: { in: due.map(({ key }) => key) } },
    select: { key: true },
  });
  return [due, new Set(rows.map(({ key }) => key))];
}
