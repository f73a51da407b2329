import { isOwed } from "@/lib/billing/invoices/rules";
import { retainedUntil } from "@/lib/billing/notices/retention";
import type { Notice } from "@/lib/billing/notices/schema";
import type { DueNotice, NoticeFacts, NoticeInvoice, NoticeSubscription } from "@/lib/billing/notices/types";
import { deriveStanding, paymentCalendar } from "@/lib/entitlements/commercial-state";
import { hasBegun, isOwing } from "@/lib/entitlements/subscription-status";
import type { PlanKey } from "@/lib/entitlements/types";
import { DAY_MS } from "@/lib/time";

/** B8: days after the first failed payment on which people are told, while it is owed. */
export const FAILURE_DAYS = [0, 3, 6, 10, 13] as const;

/** INV-D2: how many days before the end of the retention people are told. */
const DELETION_NOTICE_DAYS = 14;

/** Earlier ends are history: a system that starts to send notices does not tell them. */
export const ENDED_TOLD_DAYS = 90;

function later(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}

function owedOn({ number, hostedUrl, amountRemaining, currency }: NoticeInvoice) {
  return { number, payUrl: hostedUrl, amount: amountRemaining, currency };
}

type Failed = NoticeInvoice & { firstFailedAt: Date };

/** The invoices whose payment failed and that are still owed, first failure first. */
function failedInvoices(facts: NoticeFacts, at: Date): Failed[] {
  return facts.invoices
    .flatMap((invoice) => {
      const { firstFailedAt } = invoice;
      return firstFailedAt !== null && firstFailedAt <= at && isOwed(invoice) ? [{ ...invoice, firstFailedAt }] : [];
    })
    .sort((one, other) => one.firstFailedAt.getTime() - other.firstFailedAt.getTime() || (one.id < other.id ? -1 : 1));
}

/** What the unpaid subscription leads to for the account; null when something else keeps its plan. */
function consequenceOf(facts: NoticeFacts, subscription: NoticeSubscription | undefined, at: Date) {
  if (!subscription?.firstFailedAt) return null;
  const { state, source, cause } = deriveStanding(facts.entitlements, at);
  if (source.id !== `subscription:${subscription.id}` || cause !== "payment") return null;
  if (state !== "grace" && state !== "growth_frozen" && state !== "suspended_read_only") return null;
  const { frozenAt, readOnlyAt, overAt } = paymentCalendar(subscription.firstFailedAt);
  return {
    state,
    frozenAt: frozenAt.toISOString(),
    readOnlyAt: readOnlyAt.toISOString(),
    overAt: overAt.toISOString(),
  };
}

/** The notices of a failed payment: its calendar of mails, and the states while it stays unpaid. */
export function failureNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  const failed = failedInvoices(facts, at);
  const mails = failed.flatMap((invoice) => {
    const subscription = facts.subscriptions.find(({ id }) => id === invoice.subscriptionId);
    const oldest = failed.find(({ subscriptionId }) => subscriptionId === invoice.subscriptionId);
    const days = oldest === invoice && isLate(subscription) ? FAILURE_DAYS : [0];
    return days.map((day) => failureNotice(facts, invoice, subscription, day, at));
  });
  const states = facts.subscriptions.flatMap((subscription) => {
    const oldest = failed.find(({ subscriptionId }) => subscriptionId === subscription.id);
    return stateNotices(facts, subscription, oldest, at);
  });
  return [...mails, ...states].filter((due) => due.at <= at);
}

function isLate(subscription: NoticeSubscription | undefined): boolean {
  return subscription !== undefined && isOwing(subscription.status);
}

/** Days after the first follow the commercial clock, so that each mail comes before what it announces. */
function failureNotice(
  facts: NoticeFacts,
  invoice: Failed,
  subscription: NoticeSubscription | undefined,
  day: number,
  at: Date,
): DueNotice {
  const clock = day === 0 ? invoice.firstFailedAt : (subscription?.firstFailedAt ?? invoice.firstFailedAt);
  const notice = {
    kind: "payment_failed",
    day,
    how: subscription?.sent ? "due_date" : invoice.actionRequired ? "confirmation" : "charge",
    failedAt: invoice.firstFailedAt.toISOString(),
    nextAttemptAt: invoice.nextAttemptAt?.toISOString() ?? null,
    consequence: consequenceOf(facts, subscription, at),
    ...owedOn(invoice),
  } satisfies Notice;
  const group = `failure:${invoice.subscriptionId ?? invoice.id}`;
  // Keys of sent notices begin with this word: under another one they would be sent again.
  return { key: `dunning:${invoice.id}:${day}`, group, at: later(clock, day), notice, entered: null };
}

/** `oldest` is absent when nothing is owed and a payment is only still expected. */
function stateNotices(
  facts: NoticeFacts,
  subscription: NoticeSubscription,
  oldest: Failed | undefined,
  at: Date,
): DueNotice[] {
  const { id, firstFailedAt } = subscription;
  const consequence = consequenceOf(facts, subscription, at);
  if (!firstFailedAt || !consequence) return [];

  const { frozenAt, readOnlyAt } = paymentCalendar(firstFailedAt);
  const about = { consequence, owed: oldest ? owedOn(oldest) : null };
  const stage = { group: `failure:${id}` };
  const clock = firstFailedAt.toISOString();

  return [
    {
      ...stage,
      key: `growth_frozen:${id}:${clock}`,
      at: frozenAt,
      notice: { kind: "growth_frozen", ...about },
      entered: { from: "grace", to: "growth_frozen", since: frozenAt },
    },
    {
      ...stage,
      key: `read_only:${id}:${clock}`,
      at: readOnlyAt,
      notice: { kind: "read_only", ...about },
      entered: { from: "growth_frozen", to: "suspended_read_only", since: readOnlyAt },
    },
  ];
}

type End = {
  id: string;
  group: string;
  what: "trial" | "subscription" | "contract";
  since: Date;
  unpaid: boolean;
  plan: PlanKey;
  planVersion: number;
};

/** When a subscription ended for the account, by the provider's date or ours; null while it lives. */
function endOfSubscription(facts: NoticeFacts, at: Date): End | null {
  const { subscription } = facts.entitlements;
  if (!subscription) return null;
  const { id, endedAt, cancelAt, firstFailedAt, plan, planVersion, status } = subscription;
  if (!hasBegun(status)) return null;
  const overAt = firstFailedAt ? paymentCalendar(firstFailedAt).overAt : null;
  const ends = [endedAt, cancelAt, overAt].flatMap((end) => (end !== null && end <= at ? [end] : []));
  const since = endedAt && endedAt <= at ? endedAt : ends.sort((one, other) => one.getTime() - other.getTime())[0];
  if (!since) return null;
  const asked = cancelAt !== null && cancelAt <= since;
  const unpaid = firstFailedAt !== null && !asked;
  const group = unpaid ? `failure:${id}` : `end:${id}`;
  return { id, group, what: "subscription", since, unpaid, plan, planVersion };
}

function endsOf(facts: NoticeFacts, at: Date): End[] {
  const subscription = endOfSubscription(facts, at);
  const terms = facts.entitlements.terms.flatMap(({ id, kind, plan, planVersion, startsAt, endsAt }): End[] => {
    if (endsAt === null || endsAt > at || endsAt <= startsAt) return [];
    return [{ id, group: `${kind}:${id}`, what: kind, since: endsAt, unpaid: false, plan, planVersion }];
  });
  return [...(subscription ? [subscription] : []), ...terms];
}

const FORMER_STATE = { trial: "trial", contract: "active", subscription: "cancel_scheduled" } as const;

/** Tells that the plan ended, and until when everything is kept. Deletes nothing. */
export function endNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  const { state } = deriveStanding(facts.entitlements, at);
  if (state !== "ended" && state !== "free") return [];

  const [end] = endsOf(facts, at).sort((one, other) => other.since.getTime() - one.since.getTime());
  if (!end || end.since < later(at, -ENDED_TOLD_DAYS)) return [];

  const { id, group, what, since, unpaid, plan, planVersion } = end;
  const kept = state === "ended" ? retainedUntil([since], at) : null;
  const notice = {
    kind: "ended",
    what,
    unpaid,
    plan,
    planVersion,
    since: since.toISOString(),
    retainedUntil: kept?.toISOString() ?? null,
  } satisfies Notice;
  const from = unpaid ? "suspended_read_only" : FORMER_STATE[what];
  const over: DueNotice = { key: `ended:${id}`, group, at: since, notice, entered: { from, to: state, since } };

  return [over, ...(kept ? retentionNotice(end, kept, at) : [])];
}

/** INV-D2: told 14 days before; if it is told late, 14 days count from then. */
function retentionNotice({ id, group, since }: End, kept: Date, at: Date): DueNotice[] {
  const due = later(kept, -DELETION_NOTICE_DAYS);
  if (due > at) return [];
  const until = new Date(Math.max(kept.getTime(), later(at, DELETION_NOTICE_DAYS).getTime()));
  const notice = {
    kind: "retention_ending",
    since: since.toISOString(),
    retainedUntil: until.toISOString(),
  } satisfies Notice;
  return [{ key: `retention_ending:${id}`, group, at: due, notice, entered: null }];
}
