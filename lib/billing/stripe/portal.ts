import "server-only";
import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";
import { soldAs } from "@/lib/billing/stripe/prices";

/** The portal's page to open; without one, its first page. */
export type PortalFlow =
  | { type: "payment_method" }
  | { type: "cancel"; subscriptionId: string }
  | { type: "update"; subscriptionId: string };

/** What the customer may change a subscription to in the portal: nothing without lookup keys. */
export type PortalOffer = {
  lookupKeys: readonly string[];
  /** The minimum quantity; null when the quantity is fixed. */
  minimumQuantity: number | null;
  /** Whether the customer may end it: a contract's subscription ends with the contract. */
  cancellable: boolean;
};

/** Stripe's own ceiling for a quantity. */
const MAXIMUM_QUANTITY = 999_999;

type Sold = { priceId: string; productId: string };

/** Opens Stripe's page for cards, invoices and the subscription. Errors: UPSTREAM, UNAVAILABLE, CONFLICT. */
export async function openPortal(input: {
  customerId: string;
  returnUrl: string;
  offer: PortalOffer;
  flow?: PortalFlow;
}): Promise<{ url: string }> {
  const { customerId, returnUrl, offer, flow } = input;
  const sold = await Promise.all(offer.lookupKeys.map(soldAs));
  return callStripe("billing_portal.sessions.create", async () => {
    const configuration = await configurationFor(portalFeatures(sold, offer));
    const { url } = await stripeClient().billingPortal.sessions.create({
      customer: customerId,
      return_url: returnUrl,
      configuration,
      ...(flow && { flow_data: flowData(flow, returnUrl) }),
    });
    return { url };
  });
}

/** Increases are charged at once, decreases and shorter intervals wait for the period's end, like on our pages (D2). */
export function portalFeatures(
  sold: readonly Sold[],
  { minimumQuantity, cancellable }: Pick<PortalOffer, "minimumQuantity" | "cancellable">,
): Stripe.BillingPortal.ConfigurationCreateParams.Features {
  const adjustable_quantity =
    minimumQuantity === null
      ? { enabled: false }
      : { enabled: true, minimum: minimumQuantity, maximum: MAXIMUM_QUANTITY };
  const products = [...new Set(sold.map(({ productId }) => productId))].map((product) => ({
    product,
    prices: sold.filter(({ productId }) => productId === product).map(({ priceId }) => priceId),
    adjustable_quantity,
  }));
  return {
    customer_update: { enabled: true, allowed_updates: ["name", "email", "address", "tax_id"] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: cancellable
      ? { enabled: true, mode: "at_period_end", proration_behavior: "none" }
      : { enabled: false },
    subscription_update:
      products.length === 0
        ? { enabled: false }
        : {
            enabled: true,
            default_allowed_updates: minimumQuantity === null ? ["price"] : ["price", "quantity"],
            products,
            proration_behavior: "always_invoice",
            schedule_at_period_end: {
              conditions: [{ type: "decreasing_item_amount" }, { type: "shortening_interval" }],
            },
          },
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

/** Sends the customer back when the flow is complete. */
function flowData(flow: PortalFlow, returnUrl: string): Stripe.BillingPortal.SessionCreateParams.FlowData {
  const after = { after_completion: { type: "redirect", redirect: { return_url: returnUrl } } } as const;
  if (flow.type === "payment_method") return { type: "payment_method_update", ...after };
  const { subscriptionId } = flow;
  return flow.type === "cancel"
    ? { type: "subscription_cancel", subscription_cancel: { subscription: subscriptionId }, ...after }
    : { type: "subscription_update", subscription_update: { subscription: subscriptionId }, ...after };
}
