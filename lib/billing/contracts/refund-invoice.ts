import "server-only";
import type { RefundOrder } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import type { RefundInvoiceInput } from "@/lib/billing/contracts/schema";
import { refundedOf } from "@/lib/billing/invoices/rules";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { refundInvoice as refundAtStripe } from "@/lib/billing/stripe/refunds";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db, type Tx, transaction } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { digest, newId } from "@/lib/ids";
import { formatMoney } from "@/lib/money";

/** In minor units: the amount refunded by this order, and by all orders on the invoice. */
export type RefundedInvoice = { number: string; currency: string; amount: number; refunded: number; paid: number };

/**
 * Refunds an invoice, for operators (INV-B4): an error in full, goodwill in full or in part. Does not change the plan.
 * Identical input is one order and is carried out once, also after UPSTREAM. Errors: FORBIDDEN, NOT_FOUND for an
 * invoice of another account, CONFLICT when less than the amount is left.
 */
export async function refundInvoice(ctx: AccountContext, input: RefundInvoiceInput): Promise<RefundedInvoice> {
  authorize(ctx, "invoice:refund");
  if (!billingEnabled()) throw conflict("Payments are off, so you cannot refund. Set STRIPE_SECRET_KEY.");
  const order = await transaction((tx) => orderOf(tx, ctx, input));
  try {
    const amount = order.refunded ?? (await carryOut(order));
    return await resultOf(ctx, order, amount);
  } catch (error) {
    // Stripe knows a refund that we do not: sync, so that the next attempt sees it.
    if (error instanceof AppError && error.code === "CONFLICT") await sync(ctx);
    throw error;
  }
}

async function orderOf(tx: Tx, ctx: AccountContext, input: RefundInvoiceInput): Promise<RefundOrder> {
  const accountId = ctx.account.id;
  const { invoiceId, kind, amount, reason } = input;
  await lockAccount(tx, accountId);
  const invoice = await tx.invoice.findFirst({ where: { id: invoiceId, accountId }, include: { refunds: true } });
  if (!invoice) throw new AppError("NOT_FOUND", { noun: "invoice" });

  const intent = digest(JSON.stringify([invoiceId, kind, amount, reason]));
  const same = await tx.refundOrder.findUnique({ where: { intent } });
  if (same) return same;

  const name = invoice.number || "This draft";
  if (invoice.status !== "paid") throw conflict(`${name} is ${invoice.status}. You can refund only a paid invoice.`);

  const left = invoice.amountPaid - refundedOf(invoice.refunds);
  if (left <= 0) throw conflict(`Nothing is left of ${name} to refund.`);
  if (amount !== null && amount > left) {
    throw conflict(`Of ${name} only ${formatMoney(left, invoice.currency)} is left to refund. Refund at most that.`);
  }

  const order = await tx.refundOrder.create({
    data: {
      id: newId(),
      accountId,
      invoiceId,
      kind,
      amount,
      reason,
      intent,
      createdBy: { ...ctx.actor },
      createdAt: now(),
    },
  });
  await record(tx, ctx, {
    action: "billing.refund_ordered",
    targets: [{ type: "invoice", id: invoiceId, name }],
    metadata: { kind, amount: amount ?? left, currency: invoice.currency, reason },
  });

  return order;
}

async function carryOut({ id, accountId, invoiceId, amount, reason, intent }: RefundOrder): Promise<number> {
  const idempotencyKey = `refund:${accountId}:${intent}`;
  const refunded = await refundAtStripe({ invoiceId, amount, reason, idempotencyKey });
  await db().refundOrder.updateMany({ where: { id, refunded: null }, data: { refunded } });
  return refunded;
}

async function resultOf(ctx: AccountContext, { invoiceId }: RefundOrder, amount: number): Promise<RefundedInvoice> {
  await sync(ctx);
  const invoice = await db().invoice.findFirstOrThrow({
    where: { id: invoiceId, accountId: ctx.account.id },
    include: { refunds: true },
  });
  const { number, currency, amountPaid: paid } = invoice;
  return { number, currency, amount, refunded: refundedOf(invoice.refunds), paid };
}

async function sync({ account, request }: AccountContext): Promise<void> {
  await syncCustomer({ accountId: account.id }, { because: "change", request });
}
