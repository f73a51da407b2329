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

/** If the provider's clock is ahead by more than this, it shows another time, as a test's does. */
const MOST_AHEAD_MS = 3_600_000;

/** Returns now, or the last instant that the provider reports, if its clock is slightly ahead of ours. */
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
 * Lists every notice that is due at an instant, longest due first, told or not. Depends on the state alone, never on
 * the order or number of the provider's events.
 */
export function dueNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  return RULES.flatMap((rule) => rule(facts, at)).sort((one, other) => one.at.getTime() - other.at.getTime());
}

export type ToTell = { send: DueNotice[]; superseded: DueNotice[] };

/**
 * Chooses what to send of the due notices: the latest of each group, unless it was told; earlier ones are only kept.
 */
export function untold(due: readonly DueNotice[], told: ReadonlySet<string>): ToTell {
  const latest = new Map(due.map((notice) => [notice.group, notice.key]));
  const fresh = due.filter(({ key }) => !told.has(key));
  const isLatest = ({ group, key }: DueNotice) => latest.get(group) === key;
  return { send: fresh.filter(isLatest), superseded: fresh.filter((notice) => !isLatest(notice)) };
}
