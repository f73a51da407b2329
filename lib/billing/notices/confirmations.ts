import { disputeEnd, refundStands } from "@/lib/billing/invoices/rules";
import { boughtAs } from "@/lib/billing/notices/reminders";
import { retainedUntil } from "@/lib/billing/notices/retention";
import type { Notice } from "@/lib/billing/notices/schema";
import type { DueNotice, NoticeFacts } from "@/lib/billing/notices/types";
import { isOwing, isRenewing } from "@/lib/entitlements/subscription-status";
import { DAY_MS } from "@/lib/time";

/** Older events are history: a sync after a long silence does not tell them. */
const TOLD_DAYS = 30;
/** Longer, because banks take their time to decide. */
export const DISPUTE_TOLD_DAYS = 180;

function once(key: string, at: Date, notice: Notice, group = key): DueNotice {
  return { key, group, at, notice, entered: null };
}

/** Whether an event is new: since we know the customer, and recent. The provider counts in whole seconds. */
function isNews(facts: NoticeFacts, happened: Date, at: Date, days = TOLD_DAYS): boolean {
  const linked = facts.linkedAt === null ? Number.POSITIVE_INFINITY : Math.floor(facts.linkedAt.getTime() / 1_000);
  const recent = happened.getTime() > at.getTime() - days * DAY_MS;
  return recent && Math.floor(happened.getTime() / 1_000) >= linked;
}

/** A receipt for each payment (INV-P2), and a notice of each invoice sent for payment. */
export function invoiceNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  return facts.invoices.flatMap((invoice): DueNotice[] => {
    const { id, number, status, currency, hostedUrl, paidAt, finalizedAt, dueAt, subtotal, tax, hasPdf } = invoice;
    const sent = facts.subscriptions.some((one) => one.id === invoice.subscriptionId && one.sent);
    if (status === "paid" && paidAt && invoice.amountPaid > 0 && isNews(facts, paidAt, at)) {
      const { amountPaid: amount } = invoice;
      const lines = invoice.lines.map((line) => ({ description: line.description, amount: line.amount }));
      const sums = { amount, currency, subtotal, tax, lines };
      const paid = paidAt.toISOString();
      return [once(`receipt:${id}`, paidAt, { kind: "receipt", invoiceId: id, number, paidAt: paid, hasPdf, ...sums })];
    }
    if (status !== "open" || invoice.amountRemaining <= 0 || !finalizedAt || !isNews(facts, finalizedAt, at)) return [];

    const owed = { number, payUrl: hostedUrl, amount: invoice.amountRemaining, currency };
    if (sent) {
      const due = dueAt?.toISOString() ?? null;
      const notice = { kind: "invoice_issued", invoiceId: id, dueAt: due, ...owed } satisfies Notice;
      return [once(`invoice_issued:${id}`, finalizedAt, notice, `failure:${invoice.subscriptionId ?? id}`)];
    }
    if (!invoice.actionRequired || invoice.firstFailedAt !== null) return [];

    return [once(`action_required:${id}`, finalizedAt, { kind: "action_required", ...owed })];
  });
}

export function purchaseNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  return facts.subscriptions.flatMap((subscription): DueNotice[] => {
    const { id, status, forContract, startedAt, trialEnd, periodEnd, recurringAmount: amount, currency } = subscription;
    const began = isRenewing(status) && !isOwing(status);
    if (!began || forContract || amount === null || !isNews(facts, startedAt, at)) return [];
    const startsAt = status === "trialing" && trialEnd ? trialEnd : startedAt;
    const notice = {
      kind: "purchase",
      startsAt: startsAt.toISOString(),
      renewsAt: status === "active" ? (periodEnd?.toISOString() ?? null) : null,
      amount,
      currency,
      ...boughtAs(subscription),
    } satisfies Notice;
    return [once(`purchase:${id}`, startedAt, notice)];
  });
}

/** The last day, told when the cancellation is scheduled; told again when it is withdrawn and renewed. */
export function cancellationNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  return facts.subscriptions.flatMap((subscription): DueNotice[] => {
    const { id, cancelAt, canceledAt, endedAt, plan, planVersion, forContract } = subscription;
    if (cancelAt === null || cancelAt <= at || endedAt !== null || forContract) return [];
    const asked = canceledAt ?? at;
    if (!isNews(facts, asked, at)) return [];
    const personal = facts.entitlements.account.kind === "personal";
    const kept = personal ? null : retainedUntil([cancelAt], cancelAt);
    const notice = {
      kind: "cancel_scheduled",
      endsAt: cancelAt.toISOString(),
      retainedUntil: kept?.toISOString() ?? null,
      plan,
      planVersion,
    } satisfies Notice;
    const key = `cancel_scheduled:${id}:${cancelAt.toISOString()}:${canceledAt?.toISOString() ?? ""}`;
    return [once(key, asked, notice, `end:${id}`)];
  });
}

/** Refunds, and payments that a bank took back (case 32). Neither changes what the account may do. */
export function returnedMoneyNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  const refunds = facts.refunds.flatMap((refund): DueNotice[] => {
    const { id, invoiceId, amount, currency, createdAt } = refund;
    if (!isNews(facts, createdAt, at)) return [];
    const failed = !refundStands(refund);
    const number = facts.invoices.find((invoice) => invoice.id === invoiceId)?.number ?? "";
    const key = failed ? `refund_failed:${id}` : `refund:${id}`;
    return [once(key, createdAt, { kind: "refund", number, failed, amount, currency })];
  });
  const disputes = facts.disputes.flatMap((dispute): DueNotice[] => {
    const { id, amount, currency, createdAt, reviewDueAt, endDueAt } = dispute;
    const closed = disputeEnd(dispute);
    if (!isNews(facts, createdAt, at, closed ? DISPUTE_TOLD_DAYS : TOLD_DAYS)) return [];
    const dates = { reviewDueAt: reviewDueAt.toISOString(), endDueAt: endDueAt.toISOString() };
    const key = closed ? `dispute:${id}:${closed}` : `dispute:${id}`;
    const seen = closed ? at : createdAt;
    return [once(key, seen, { kind: "dispute", closed, amount, currency, ...dates }, `dispute:${id}`)];
  });
  return [...refunds, ...disputes];
}

/** T5: more people than seats. Told when it begins, and once in each later period that starts with it. */
export function seatNotices({ entitlements, seats }: NoticeFacts, at: Date): DueNotice[] {
  const { subscription, freezes } = entitlements;
  const over = freezes.find(({ kind, until }) => kind === "over_seats" && (until === null || until > at));
  if (!over) return [];
  const period = subscription ? `${subscription.id}:${subscription.periodEnd?.toISOString() ?? ""}` : "contract";
  return [once(`over_seats:${period}:${seats.purchased}`, at, { kind: "over_seats", ...seats })];
}
