import "server-only";
import type Stripe from "stripe";
import { allOf, collect, PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { readDispute, readRefund } from "@/lib/billing/stripe/read-reversals";
import type { DisputeState, RefundState } from "@/lib/billing/stripe/types";
import { idOf } from "@/lib/billing/stripe/wire-values";

/** Reads every charge of the customer, failed ones included. */
export async function fetchCharges(customerId: string): Promise<Stripe.Charge[]> {
  return collect(stripeClient().charges.list({ customer: customerId, limit: PAGE, expand: ["data.refunds"] }));
}

export async function fetchRefunds(
  charges: readonly Stripe.Charge[],
  invoiceOfIntent: ReadonlyMap<string, string>,
): Promise<RefundState[]> {
  const found = await Promise.all(
    charges.map(async (charge) => {
      if (!charge.refunds && charge.amount_refunded === 0) return [];
      const list = () => stripeClient().refunds.list({ charge: charge.id, limit: PAGE });
      const refunds = await allOf(charge.refunds ?? undefined, list);
      const invoiceId = invoiceOfIntent.get(idOf(charge.payment_intent) ?? "") ?? null;
      return refunds.map((refund) => readRefund(refund, invoiceId));
    }),
  );
  return found.flat();
}

export async function fetchDisputes(charges: readonly Stripe.Charge[]): Promise<DisputeState[]> {
  const disputed = charges.filter((charge) => charge.disputed);
  const found = await Promise.all(
    disputed.map(({ id }) => collect(stripeClient().disputes.list({ charge: id, limit: PAGE }))),
  );
  return found.flat().map(readDispute);
}
