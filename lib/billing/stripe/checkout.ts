import "server-only";
import type Stripe from "stripe";
import { BILLING_MODE } from "@/lib/billing/stripe/billing-mode";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";
import { priceIdOf } from "@/lib/billing/stripe/prices";
import { idOf, toSeconds } from "@/lib/billing/stripe/wire-values";
import { env } from "@/lib/env";

export type CheckoutInput = {
  customerId: string;
  lookupKey: string;
  quantity: number;
  /** The lowest quantity that a buyer may choose. */
  minimumQuantity: number;
  /** The highest; null when the quantity is fixed. */
  maximumQuantity: number | null;
  accountId: string;
  quoteId: string;
  planVersion: number;
  /** When the charges begin; null means now. Stripe accepts it from 48 hours ahead on. */
  trialEnd: Date | null;
  successUrl: string;
  cancelUrl: string;
  /** 30 minutes to 24 hours from now. */
  expiresAt: Date;
  metadata: Readonly<Record<string, string>>;
};

export type CheckoutStatus = {
  /** open, complete or expired */
  status: string;
  /** paid, unpaid or no_payment_required */
  paymentStatus: string;
  customerId: string | null;
  subscriptionId: string | null;
  /** Null once it can no longer be opened. */
  url: string | null;
};

/**
 * Opens Stripe's page for a first purchase. Errors: UPSTREAM, UNAVAILABLE when the price is not confirmed, CONFLICT.
 */
export async function createCheckout(
  input: CheckoutInput & { idempotencyKey: string },
): Promise<{ id: string; url: string }> {
  const params = checkoutParams(input, await priceIdOf(input.lookupKey), env().STRIPE_AUTOMATIC_TAX);
  const { idempotencyKey } = input;
  const session = await callStripe("checkout.sessions.create", () =>
    stripeClient().checkout.sessions.create(params, { idempotencyKey }),
  );
  return { id: session.id, url: session.url ?? "" };
}

export async function readCheckout(id: string): Promise<CheckoutStatus> {
  const session = await callStripe("checkout.sessions.retrieve", () => stripeClient().checkout.sessions.retrieve(id));
  return {
    status: session.status ?? "open",
    paymentStatus: session.payment_status,
    customerId: idOf(session.customer),
    subscriptionId: idOf(session.subscription),
    url: session.url,
  };
}

/** Closes the page, so that nobody can buy there; does nothing when it is over. */
export async function expireCheckout(id: string): Promise<void> {
  await callStripe("checkout.sessions.expire", async () => {
    const { status } = await stripeClient().checkout.sessions.retrieve(id);
    if (status === "open") await stripeClient().checkout.sessions.expire(id);
  });
}

/** The request to Stripe. Its metadata is a hint for people: only the stored customer decides whose it is. */
export function checkoutParams(
  input: CheckoutInput,
  priceId: string,
  automaticTax: boolean,
): Stripe.Checkout.SessionCreateParams {
  const { accountId, quoteId, planVersion, trialEnd } = input;
  const metadata = {
    ...input.metadata,
    packhouse_account: accountId,
    packhouse_quote: quoteId,
    packhouse_plan_version: String(planVersion),
  };
  return {
    mode: "subscription",
    customer: input.customerId,
    client_reference_id: accountId,
    line_items: [lineItem(input, priceId)],
    subscription_data: {
      metadata,
      billing_mode: BILLING_MODE,
      ...(trialEnd && { trial_end: toSeconds(trialEnd) }),
    },
    payment_method_collection: "always",
    billing_address_collection: automaticTax ? "required" : "auto",
    automatic_tax: { enabled: automaticTax },
    tax_id_collection: { enabled: true },
    customer_update: { name: "auto", address: "auto" },
    success_url: input.successUrl,
    cancel_url: input.cancelUrl,
    expires_at: toSeconds(input.expiresAt),
    metadata,
  };
}

/** Always sets both bounds: Stripe's own are 0 and 99. */
function lineItem({ quantity, minimumQuantity, maximumQuantity }: CheckoutInput, priceId: string) {
  if (maximumQuantity === null) return { price: priceId, quantity };
  const bounds = { enabled: true, minimum: minimumQuantity, maximum: maximumQuantity };
  return { price: priceId, quantity, adjustable_quantity: bounds };
}
