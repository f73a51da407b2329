import "server-only";
import type { Invoice, InvoiceLine } from "@/generated/prisma/client";
import { OWED } from "@/lib/billing/invoices/rules";
import { DISPUTE_TOLD_DAYS } from "@/lib/billing/notices/confirmations";
import type { NoticeFacts, NoticeInvoice, NoticeSubscription } from "@/lib/billing/notices/types";
import { toCustomer } from "@/lib/billing/subscriptions/customer";
import { listSubscriptions } from "@/lib/billing/subscriptions/queries";
import { recurringAmountOf } from "@/lib/billing/subscriptions/recurring-amount";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { loadFacts } from "@/lib/entitlements/load-facts";
import { resolve } from "@/lib/entitlements/resolve";
import { understoodStatus } from "@/lib/entitlements/subscription-status";
import { DAY_MS } from "@/lib/time";

/** No rule looks back further; the longest is a dispute's. */
const READ_DAYS = DISPUTE_TOLD_DAYS + 10;
const LINES_TOLD = 20;

/** A subscription whose plan was never recognized causes no notice. */
function subscriptionOf({ plan, scheduled, ...known }: Subscription): NoticeSubscription[] {
  if (plan === null) return [];
  return [
    {
      ...known,
      plan,
      status: understoodStatus(known),
      recurringAmount: recurringAmountOf(known),
      sent: known.collection === "send_invoice",
      forContract: known.termId !== null,
      scheduled: scheduled && { ...scheduled, at: new Date(scheduled.at) },
    },
  ];
}

function invoiceOf({ pdfUrl, lines, ...row }: Invoice & { lines: InvoiceLine[] }): NoticeInvoice {
  return { ...row, hasPdf: pdfUrl !== "", lines };
}

/**
 * Reads the facts behind an account's notices. Takes no lock; reads in sequence, because a transaction has one
 * connection.
 */
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

  const subscriptions = await listSubscriptions(tx, accountId);
  const invoices = await tx.invoice.findMany({
    where: { accountId, OR: [OWED, { finalizedAt: { gt: since } }, { paidAt: { gt: since } }] },
    include: { lines: { orderBy: { position: "asc" }, take: LINES_TOLD } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const recent = { where: { accountId, createdAt: { gt: since } }, orderBy: { createdAt: "asc" } } as const;

  return {
    entitlements,
    linkedAt: customer.createdAt,
    card: toCustomer(customer).card,
    subscriptions: subscriptions.flatMap(subscriptionOf),
    invoices: invoices.map(invoiceOf),
    refunds: await tx.refund.findMany(recent),
    disputes: await tx.dispute.findMany(recent),
    seats,
  };
}
