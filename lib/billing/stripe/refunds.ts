import "server-only";
import Stripe from "stripe";
import { collect, PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";
import { idOf } from "@/lib/billing/stripe/wire-values";
import { conflict } from "@/lib/errors";

export type RefundRequest = {
  invoiceId: string;
  /** Minor units; null means everything that is left. */
  amount: number | null;
  /** For people who look at the refund at Stripe. */
  reason: string;
  /** Stored on the refunds, so that a repeat finds them after Stripe forgot the key. */
  idempotencyKey: string;
};

type Payment = { id: string; target: { payment_intent: string } | { charge: string }; left: number; own: number };

const INTENT = "packhouse_refund";
const REASON = "packhouse_reason";
const UNDONE: ReadonlySet<string | null> = new Set(["failed", "canceled"]);
const TAKEN_BACK = "The customer's bank has taken this payment back, so it cannot be refunded.";

/**
 * Refunds an invoice, payment by payment; returns the total of this order. A repeat refunds nothing more.
 * Errors: UPSTREAM: repeat it. CONFLICT when less is left, or it was not paid through Stripe.
 */
export async function refundInvoice(request: RefundRequest): Promise<number> {
  const payments = await callStripe("refunds.list", () => paymentsOf(request));
  const own = payments.reduce((sum, payment) => sum + payment.own, 0);
  const left = payments.reduce((sum, payment) => sum + payment.left, 0);
  const missing = request.amount === null ? left : request.amount - own;
  if (own + left === 0) throw conflict("Stripe has no payment of this invoice left to refund.");
  if (missing > left) throw conflict("Stripe has less left of this invoice. Check its refunds.");
  let given = own;
  for (const payment of payments) {
    // A payment that this order already refunded is done: the first attempt fixed its share.
    const amount = payment.own > 0 ? 0 : Math.min(payment.left, missing - (given - own));
    if (amount > 0) given += await refundPayment(request, payment, amount);
  }
  return given;
}

async function paymentsOf({ invoiceId, idempotencyKey }: RefundRequest): Promise<Payment[]> {
  const paid = await collect(stripeClient().invoicePayments.list({ invoice: invoiceId, status: "paid", limit: PAGE }));
  const known = await Promise.all(
    paid.map(async ({ id, amount_paid, payment }): Promise<Payment[]> => {
      const intent = idOf(payment.payment_intent);
      const charge = idOf(payment.charge);
      const target = intent !== null ? { payment_intent: intent } : charge !== null ? { charge } : null;
      // Paid outside Stripe, so Stripe cannot refund it.
      if (target === null) return [];
      const refunds = await collect(stripeClient().refunds.list({ ...target, limit: PAGE }));
      const standing = refunds.filter(({ status }) => !UNDONE.has(status));
      const sum = (some: readonly Stripe.Refund[]) => some.reduce((total, { amount }) => total + amount, 0);
      const own = sum(standing.filter(({ metadata }) => metadata?.[INTENT] === idempotencyKey));
      return [{ id, target, own, left: Math.max(0, (amount_paid ?? 0) - sum(standing)) }];
    }),
  );
  // A fixed order, so that a repeat divides an amount the same way.
  return known.flat().sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function refundPayment({ reason, idempotencyKey }: RefundRequest, { id, target }: Payment, amount: number) {
  const metadata = { [INTENT]: idempotencyKey, [REASON]: reason };
  const key = { idempotencyKey: `${idempotencyKey}:${id}` };
  const answer = await callStripe("refunds.create", async () => {
    try {
      return await stripeClient().refunds.create({ ...target, amount, metadata }, key);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      return refusal;
    }
  });
  if (typeof answer === "string") throw conflict(answer);
  return answer.amount;
}

/** The refusal that the payment's own state causes; null for any other failure. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null;
  if (error.code === "charge_disputed") return TAKEN_BACK;
  const tooMuch = error.code === "charge_already_refunded" || error.param === "amount";
  return tooMuch ? "This payment has less left than that, because another refund came first. Check its refunds." : null;
}
