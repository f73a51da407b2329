import "server-only";
import type Stripe from "stripe";
import { BILLING_MODE } from "@/lib/billing/stripe/billing-mode";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe, hasCode } from "@/lib/billing/stripe/failures";
import { toSeconds } from "@/lib/billing/stripe/wire-values";
import type { Interval } from "@/lib/entitlements/types";
import { env } from "@/lib/env";

export type ContractInput = {
  customerId: string;
  termId: string;
  /** The price of one whole period, in cents without tax. */
  amountCents: number;
  interval: Interval;
  seats: number;
  daysUntilDue: number;
  description: string;
  /** When the first period begins; null means now. */
  startsAt: Date | null;
  /** Nothing is invoiced after it; null for an open-ended contract. */
  endsAt: Date | null;
};

/** The one product for all contracts; each contract has its own price. */
const CONTRACT_PRODUCT = "packhouse_contract";

/** Starts sending invoices for a contract. The term, not this, grants its entitlements. Errors: UPSTREAM, CONFLICT. */
export async function createContractSubscription(input: ContractInput & { idempotencyKey: string }): Promise<string> {
  const { idempotencyKey } = input;
  const subscription = await callStripe("subscriptions.create contract", async () => {
    await ensureProduct();
    return stripeClient().subscriptions.create(contractParams(input, env().STRIPE_AUTOMATIC_TAX), { idempotencyKey });
  });
  return subscription.id;
}

export function contractParams(input: ContractInput, automaticTax: boolean): Stripe.SubscriptionCreateParams {
  const { customerId, termId, amountCents, interval, seats, daysUntilDue, description, startsAt, endsAt } = input;
  return {
    customer: customerId,
    collection_method: "send_invoice",
    days_until_due: daysUntilDue,
    description,
    items: [
      {
        quantity: 1,
        price_data: {
          currency: "usd",
          product: CONTRACT_PRODUCT,
          unit_amount: amountCents,
          recurring: { interval },
          tax_behavior: "exclusive",
        },
      },
    ],
    // The price of the first period is owed in full, even if the contract ends a few hours earlier.
    proration_behavior: "none",
    ...(startsAt && { trial_end: toSeconds(startsAt) }),
    ...(endsAt && { cancel_at: toSeconds(endsAt) }),
    automatic_tax: { enabled: automaticTax },
    billing_mode: BILLING_MODE,
    metadata: { packhouse_term: termId, packhouse_seats: String(seats) },
  };
}

async function ensureProduct(): Promise<void> {
  try {
    await stripeClient().products.create({ id: CONTRACT_PRODUCT, name: "Enterprise contract" });
  } catch (error) {
    if (!hasCode(error, "resource_already_exists")) throw error;
  }
}
