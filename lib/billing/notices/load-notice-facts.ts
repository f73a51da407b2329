import "server-only";
import type { Invoice, InvoiceLine, Subscription } from "@/generated/prisma/client";
import { DISPUTE_TOLD_DAYS } from "@/lib/billing/notices/confirmations";
import type { NoticeFacts, NoticeInvoice, NoticeSubscription } from "@/lib/billing/notices/notices";
import { storedCustomer } from "@/lib/billing/subscriptions/stored-columns";
import { toSubscriptionView } from "@/lib/billing/subscriptions/subscription-view";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadFacts } from "@/lib/entitlements/load-facts";
import { resolve } from "@/lib/entitlements/resolve";
import { DAY_MS } from "@/lib/time";

/** What is older is told by no rule: the longest look back is at a dispute. */
const READ_DAYS = DISPUTE_TOLD_DAYS + 10;
const SUBSCRIPTIONS_READ = 20;
const LINES_TOLD = 20;

function toSubscription(row: Subscription): NoticeSubscription[] {
  const view = toSubscriptionView(row);
  if (!view) return [];
  const { scheduled, plan, recurringAmount } = view;
  return [
    {
      id: row.id,
      status: row.lastKnownStatus ?? row.status,
      plan,
      planVersion: row.planVersion,
      interval: row.interval,
      seats: row.seats,
      unitAmount: row.unitAmount,
      recurringAmount,
      currency: row.currency,
      startedAt: row.startedAt,
      periodEnd: row.periodEnd,
      trialEnd: row.trialEnd,
      cancelAt: row.cancelAt,
      canceledAt: row.canceledAt,
      endedAt: row.endedAt,
      sent: row.collection === "send_invoice",
      firstFailedAt: row.firstFailedAt,
      forContract: row.termId !== null,
      scheduled: scheduled && { ...scheduled, at: new Date(scheduled.at) },
    },
  ];
}

function toInvoice({ pdfUrl, lines, ...row }: Invoice & { lines: InvoiceLine[] }): NoticeInvoice {
  return { ...row, hasPdf: pdfUrl !== "", lines };
}

/** What the notices of an account are decided from. Takes no lock; one read after the other, as a transaction wants. */
export async function loadNoticeFacts(tx: Tx, accountId: string): Promise<NoticeFacts> {
  const at = now();
  const since = new Date(at.getTime() - READ_DAYS * DAY_MS);
  const entitlements = await loadFacts(accountId, tx);
  const usage = await usageOf(tx, accountId, "seats", periodOf("seats", at));
  const { limit } = resolve(entitlements, at).entitlements.seats;
  const seats = { purchased: typeof limit === "number" ? limit : 0, used: usage.used };
  const customer = await tx.billingCustomer.findUnique({ where: { accountId } });
  if (!customer) {
    return {
      entitlements,
      linkedAt: null,
      card: null,
      subscriptions: [],
      invoices: [],
      refunds: [],
      disputes: [],
      seats,
    };
  }
  const subscriptions = await tx.subscription.findMany({
    where: { accountId },
    orderBy: { startedAt: "desc" },
    take: SUBSCRIPTIONS_READ,
  });
  const owed = { status: { in: ["open", "uncollectible"] } };
  const invoices = await tx.invoice.findMany({
    where: { accountId, OR: [owed, { finalizedAt: { gt: since } }, { paidAt: { gt: since } }] },
    include: { lines: { orderBy: { position: "asc" }, take: LINES_TOLD } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const recent = { where: { accountId, createdAt: { gt: since } }, orderBy: { createdAt: "asc" } } as const;
  return {
    entitlements,
    linkedAt: customer.createdAt,
    card: storedCustomer.parse(customer).card,
    subscriptions: subscriptions.flatMap(toSubscription),
    invoices: invoices.map(toInvoice),
    refunds: await tx.refund.findMany(recent),
    disputes: await tx.dispute.findMany(recent),
    seats,
  };
}
