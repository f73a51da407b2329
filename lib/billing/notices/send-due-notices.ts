import "server-only";
import { systemContext } from "@/lib/access/context";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountRef } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { untold } from "@/lib/billing/notices/due-notices";
import { ENDED_TOLD_DAYS } from "@/lib/billing/notices/failure-notices";
import { dueAndTold } from "@/lib/billing/notices/notice-transitions";
import { RENEWAL_REMINDER_DAYS, TRIAL_REMINDER_DAYS } from "@/lib/billing/notices/reminders";
import { sendNotices } from "@/lib/billing/notices/send-notices";
import type { Crossing } from "@/lib/billing/notices/types";
import { PAYABLE_STATUSES } from "@/lib/billing/stripe/payable";
import { CARD_NOTICE_DAYS } from "@/lib/billing/subscriptions/rules";
import { now } from "@/lib/clock";
import { db, type Tx, transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { CATALOGUE_VERSION } from "@/lib/entitlements/catalogue";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";
import { DAY_MS } from "@/lib/time";

const ACCOUNTS_A_PAGE = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * The worker's job: sends the notices that time alone makes due (B8), and records the states that time causes (B4).
 * Returns how many it sent. Asks no provider. Safe to run twice and in parallel; a failing account does not hold up the others.
 */
export async function sendDueNotices(): Promise<number> {
  let told = 0;
  let last = FIRST;
  for (;;) {
    const page = await accountsWithClocks(last, now());
    for (const account of page) {
      told += await sendDueNoticesOf(account).catch((error: unknown) => {
        log().error({ err: error, accountId: account.id }, "billing notices could not be sent");
        return 0;
      });
    }
    if (page.length < ACCOUNTS_A_PAGE) return told;
    last = page.at(-1)?.id ?? last;
  }
}

/** The same for one account. Returns how many notices it sent; superseded ones are not sent. */
export async function sendDueNoticesOf(account: AccountRef): Promise<number> {
  const glance = untold(...(await dueAndTold(db(), account.id)));
  if (glance.send.length + glance.superseded.length === 0) return 0;
  return transaction(async (tx) => {
    await lockAccount(tx, account.id);
    const { stored, sent } = await sendNotices(tx, account, untold(...(await dueAndTold(tx, account.id))));
    await enterStates(
      tx,
      account,
      stored.flatMap(({ entered }) => entered ?? []),
    );
    return sent;
  });
}

/** Applies states that time caused to the rows that enforce them, and records each once, in order. */
async function enterStates(tx: Tx, account: AccountRef, crossings: Crossing[]): Promise<void> {
  if (crossings.length === 0) return;
  await applyEntitlements(tx, account.id);
  const request = { requestId: newId(), address: "", userAgent: "", source: "worker" } as const;
  const ctx = systemContext(account, "billing clock", request);
  const { id, handle } = account;
  for (const { from, to, since } of crossings.sort((one, other) => one.since.getTime() - other.since.getTime())) {
    await record(tx, ctx, {
      action: "billing.state_entered",
      targets: [{ type: "account", id, name: handle }],
      changes: [{ path: "state", before: from, after: to }],
      metadata: { since: since.toISOString() },
    });
  }
}

/** Lists accounts by id for which some deadline may have passed: each line is one rule's longest reach. */
async function accountsWithClocks(after: string, at: Date): Promise<AccountRef[]> {
  const inDays = (days: number) => new Date(at.getTime() + days * DAY_MS);
  const told = inDays(-ENDED_TOLD_DAYS);
  const trialsUntil = inDays(Math.max(...TRIAL_REMINDER_DAYS));
  const renewalsUntil = inDays(Math.max(...RENEWAL_REMINDER_DAYS));
  const cardsUntil = inDays(CARD_NOTICE_DAYS);

  return db().$queryRaw<AccountRef[]>`
    SELECT a."id", a."handle", a."name", a."kind"::text AS "kind" FROM "Account" a
     WHERE a."id" > ${after}::uuid AND a."id" IN (
       SELECT "accountId" FROM "Term"
        WHERE "endsAt" > ${told}::timestamptz AND "endsAt" <= ${trialsUntil}::timestamptz
       UNION SELECT "accountId" FROM "Subscription"
        WHERE "endedAt" > ${told}::timestamptz
           OR ("endedAt" IS NULL AND (
                "firstFailedAt" IS NOT NULL OR "planVersion" < ${CATALOGUE_VERSION}
             OR "cancelAt" <= ${at}::timestamptz OR "trialEnd" <= ${trialsUntil}::timestamptz
             OR ("interval" = 'year' AND "periodEnd" <= ${renewalsUntil}::timestamptz)))
       UNION SELECT "accountId" FROM "Invoice"
        WHERE "status" = ANY(${[...PAYABLE_STATUSES]}) AND "amountRemaining" > 0 AND "firstFailedAt" IS NOT NULL
       UNION SELECT c."accountId" FROM "BillingCustomer" c
         JOIN "Subscription" s ON s."accountId" = c."accountId" AND s."endedAt" IS NULL
        WHERE jsonb_typeof(c."card") = 'object'
          AND make_date((c."card"->>'expYear')::int, (c."card"->>'expMonth')::int, 1) + interval '1 month'
              <= ${cardsUntil}::timestamptz)
     ORDER BY a."id" LIMIT ${ACCOUNTS_A_PAGE}`;
}
