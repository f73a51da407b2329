import "server-only";
import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";

/**
 * Opens Stripe's page for cards, invoices and the end of the subscription; `forCard` begins with a new card. A
 * subscription that invoices a contract is not `cancellable`: it ends with the contract. Errors: UPSTREAM, UNAVAILABLE, CONFLICT.
 */
export async function openPortal(input: {
  customerId: string;
  returnUrl: string;
  cancellable: boolean;
  forCard: boolean;
}): Promise<{ url: string }> {
  const { customerId, returnUrl, cancellable, forCard } = input;
  return callStripe("billing_portal.sessions.create", async () => {
    const configuration = await configurationFor(portalFeatures(cancellable));
    const { url } = await stripeClient().billingPortal.sessions.create({
      customer: customerId,
      return_url: returnUrl,
      configuration,
      ...(forCard && { flow_data: newCard(returnUrl) }),
    });
    return { url };
  });
}

/** Plans are changed by our own quotes alone, which say what a change costs before it is made. */
export function portalFeatures(cancellable: boolean): Stripe.BillingPortal.ConfigurationCreateParams.Features {
  return {
    customer_update: { enabled: true, allowed_updates: ["name", "email", "address", "tax_id"] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: cancellable
      ? { enabled: true, mode: "at_period_end", proration_behavior: "none" }
      : { enabled: false },
    subscription_update: { enabled: false },
  };
}

/** Configurations stay at Stripe and are found again by what they allow, so that each is made once. */
async function configurationFor(features: Stripe.BillingPortal.ConfigurationCreateParams.Features): Promise<string> {
  const digest = createHash("sha256").update(JSON.stringify(features)).digest("hex").slice(0, 32);
  const known = stripeClient().billingPortal.configurations.list({ active: true, limit: PAGE });
  for await (const { id, metadata } of known) if (metadata?.packhouse_portal === digest) return id;
  const made = await stripeClient().billingPortal.configurations.create(
    { features, metadata: { packhouse_portal: digest } },
    { idempotencyKey: `portal:packhouse:${digest}` },
  );
  return made.id;
}

/** Once the card is saved, the customer is back where they came from. */
function newCard(returnUrl: string): Stripe.BillingPortal.SessionCreateParams.FlowData {
  return {
    type: "payment_method_update",
    after_completion: { type: "redirect", redirect: { return_url: returnUrl } },
  };
}
