import { dueNotices, untold } from "@/lib/billing/notices/due-notices";
import type { DueNotice, NoticeFacts, NoticeInvoice, NoticeSubscription } from "@/lib/billing/notices/types";
import type { Facts, SubscriptionFact } from "@/lib/entitlements/types";

/** Facts for the tests of notices: an organization on Team, paid yearly or monthly by card. */
export const DAY = 86_400_000;
export const START = new Date("2026-01-10T09:00:00.000Z");

export function daysOn(days: number, from: Date = START): Date {
  return new Date(from.getTime() + days * DAY);
}

export function sold(more: Partial<NoticeSubscription> = {}): NoticeSubscription {
  return {
    id: "sub_1",
    status: "active",
    plan: "team",
    planVersion: 1,
    interval: "month",
    seats: 3,
    unitAmount: 1_900,
    recurringAmount: 5_700,
    addOns: [],
    currency: "usd",
    startedAt: START,
    periodEnd: daysOn(31),
    trialEnd: null,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    sent: false,
    firstFailedAt: null,
    forContract: false,
    scheduled: null,
    ...more,
  };
}

export function invoiced(more: Partial<NoticeInvoice> = {}): NoticeInvoice {
  return {
    id: "in_1",
    subscriptionId: "sub_1",
    number: "A-0001",
    status: "open",
    currency: "usd",
    subtotal: 5_700,
    tax: 0,
    total: 5_700,
    amountPaid: 0,
    amountRemaining: 5_700,
    finalizedAt: START,
    dueAt: null,
    paidAt: null,
    firstFailedAt: null,
    nextAttemptAt: null,
    actionRequired: false,
    hostedUrl: "https://pay.example/in_1",
    hasPdf: true,
    lines: [{ description: "3 × Team seat", amount: 5_700 }],
    ...more,
  };
}

function fact(one: NoticeSubscription): SubscriptionFact {
  const { id, plan, planVersion, status, seats, startedAt, periodEnd, cancelAt, endedAt, firstFailedAt } = one;
  const clock = { startedAt, periodEnd, cancelAt, endedAt, firstFailedAt };
  return { id, plan, planVersion, status, lastKnownStatus: null, seats, ...clock };
}

type More = Partial<Omit<NoticeFacts, "entitlements">> & { entitlements?: Partial<Facts> };

export function noticeFacts({ entitlements = {}, ...more }: More = {}): NoticeFacts {
  const subscriptions = more.subscriptions ?? [];
  const [first] = subscriptions.filter(({ forContract }) => !forContract);
  return {
    entitlements: {
      account: { id: "account-1", handle: "acme", kind: "organization" },
      personId: null,
      terms: [],
      subscription: first ? fact(first) : null,
      addOns: [],
      grants: [],
      overrides: [],
      freezes: [],
      platformBlock: null,
      ...entitlements,
    },
    linkedAt: START,
    card: null,
    subscriptions,
    invoices: [],
    refunds: [],
    disputes: [],
    seats: { purchased: 3, used: 3 },
    ...more,
  };
}

/** A renewal whose charge failed at `failed` and that is still unpaid. */
export function unpaid(failed: Date, more: Partial<NoticeSubscription> = {}): NoticeFacts {
  return noticeFacts({
    linkedAt: daysOn(-100, failed),
    subscriptions: [sold({ status: "past_due", startedAt: daysOn(-90, failed), firstFailedAt: failed, ...more })],
    invoices: [invoiced({ finalizedAt: failed, firstFailedAt: failed, nextAttemptAt: daysOn(2, failed) })],
  });
}

export type Told = { at: Date; send: DueNotice[]; superseded: DueNotice[] };

/** The notices of a worker that runs at these instants and remembers what it told. */
export function tell(looks: readonly Date[], factsAt: (at: Date) => NoticeFacts, told = new Set<string>()): Told[] {
  return looks.map((at) => {
    const { send, superseded } = untold(dueNotices(factsAt(at), at), told);
    for (const { key } of [...send, ...superseded]) told.add(key);
    return { at, send, superseded };
  });
}

export function hourly(from: Date, days: number): Date[] {
  return Array.from({ length: days * 24 + 1 }, (_, hour) => daysOn(hour / 24, from));
}

/** `kind` and day of the sent notices, in days since `from`. */
export function sent(told: readonly Told[], from: Date): string[] {
  return told.flatMap(({ at, send }) =>
    send.map(({ notice }) => {
      const day = "day" in notice ? ` ${notice.day}` : "";
      return `${((at.getTime() - from.getTime()) / DAY).toFixed(2)} ${notice.kind}${day}`;
    }),
  );
}
