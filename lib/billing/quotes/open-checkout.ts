import "server-only";
import type { Agreed } from "@/lib/billing/quotes/change";
import type { OpenedCheckout } from "@/lib/billing/quotes/effect";
import { endCheckouts } from "@/lib/billing/quotes/end-checkouts";
import { MAX_SEATS } from "@/lib/billing/quotes/seat-limit";
import { createCheckout } from "@/lib/billing/stripe/checkout";
import { ensureCustomer } from "@/lib/billing/subscriptions/ensure-customer";
import { billingAddress } from "@/lib/billing/subscriptions/return-address";
import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";
import type { PlanKey } from "@/lib/entitlements/types";
import { conflict } from "@/lib/errors";

/** Stripe's page closes by itself this long after the quote's instant. */
const OPEN_MS = 2 * 3_600_000;

export type CheckoutStep = {
  /** Null before the account's first purchase. */
  customerId: string | null;
  plan: PlanKey;
  lookupKey: string;
  quantity: number;
  /** The fewest that the buyer may choose on Stripe's page. */
  minimum: number;
  /** When the charges begin; null means now. */
  trialEnd: Date | null;
};

/**
 * Opens Stripe's page for a purchase. Closes the account's earlier pages first, so that two tabs cannot both buy.
 * Errors: UPSTREAM, UNAVAILABLE, CONFLICT when an earlier page was completed meanwhile.
 */
export async function openCheckout(step: CheckoutStep, agreed: Agreed): Promise<OpenedCheckout> {
  const { ctx, quoteId, prorationAt, idempotencyKey } = agreed;
  const { account } = ctx;
  const customerId = await ensureCustomer(ctx);

  // A second click must not close the page that the first one opened.
  if ((await endCheckouts(ctx, { except: quoteId })) === "bought") {
    throw conflict("You already bought this in another tab. Reload the page to see it.");
  }

  // The whole request follows from the quote, so that a repeat sends the same under the same key.
  const expiresAt = new Date(prorationAt.getTime() + OPEN_MS);
  const session = await createCheckout({
    customerId,
    lookupKey: step.lookupKey,
    quantity: step.quantity,
    minimumQuantity: step.minimum,
    maximumQuantity: planDefinition(step.plan).seats === "sold" ? MAX_SEATS : null,
    accountId: account.id,
    quoteId,
    planVersion: CATALOGUE_VERSION,
    trialEnd: step.trialEnd,
    successUrl: `${billingAddress(account)}/success?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${billingAddress(account)}/cancelled`,
    expiresAt,
    metadata: {},
    idempotencyKey,
  });
  return { ...session, expiresAt };
}
