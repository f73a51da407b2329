import {
  cancellationNotices,
  invoiceNotices,
  purchaseNotices,
  returnedMoneyNotices,
  seatNotices,
} from "@/lib/billing/notices/confirmations";
import { endNotices, failureNotices } from "@/lib/billing/notices/failure-notices";
import { cardNotices, priceNotices, renewalNotices, trialNotices } from "@/lib/billing/notices/reminders";
import type { DueNotice, NoticeFacts } from "@/lib/billing/notices/types";

const RULES = [
  purchaseNotices,
  invoiceNotices,
  trialNotices,
  renewalNotices,
  priceNotices,
  cardNotices,
  failureNotices,
  cancellationNotices,
  seatNotices,
  returnedMoneyNotices,
  endNotices,
];

/** A clock of the provider's that is ahead by more than this is another time, as a test's is. */
const MOST_AHEAD_MS = 3_600_000;

/** Now, or the moment of what the provider says has happened, should its clock be a little ahead of ours. */
export function presentOf({ subscriptions, invoices, refunds, disputes }: NoticeFacts, now: Date): Date {
  const happened = [
    ...subscriptions.flatMap(({ startedAt, canceledAt, endedAt }) => [startedAt, canceledAt, endedAt]),
    ...invoices.flatMap(({ finalizedAt, paidAt, firstFailedAt }) => [finalizedAt, paidAt, firstFailedAt]),
    ...[...refunds, ...disputes].map(({ createdAt }) => createdAt),
  ];
  const ahead = happened.flatMap((instant) => {
    const by = instant === null ? 0 : instant.getTime() - now.getTime();
    return by > 0 && by <= MOST_AHEAD_MS ? [by] : [];
  });
  return new Date(now.getTime() + Math.max(0, ...ahead));
}

/**
 * Every notice that is due at an instant, the longest due first, told before or not. A function of the state alone: the
 * order and number of the provider's events mean nothing to it.
 */
export function dueNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  return RULES.flatMap((rule) => rule(facts, at)).sort((one, other) => one.at.getTime() - other.at.getTime());
}

export type ToTell = { send: DueNotice[]; superseded: DueNotice[] };

/** What is sent of the notices that are due: the latest of each group, unless it was; earlier ones only kept. */
export function untold(due: readonly DueNotice[], told: ReadonlySet<string>): ToTell {
  const latest = new Map(due.map((notice) => [notice.group, notice.key]));
  const fresh = due.filter(({ key }) => !told.has(key));
  const isLatest = ({ group, key }: DueNotice) => latest.get(group) === key;
  return { send: fresh.filter(isLatest), superseded: fresh.filter((notice) => !isLatest(notice)) };
}
