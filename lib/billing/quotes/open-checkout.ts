import "server-only";
import type { AccountContext } from "@/lib/access/types";
import type { ClaimedQuote } from "@/lib/billing/quotes/claim-quote";
import { endCheckouts } from "@/lib/billing/quotes/end-checkouts";
import type { QuoteStep } from "@/lib/billing/quotes/quote-step";
import { MAX_SEATS } from "@/lib/billing/quotes/schema";
import { createCheckout } from "@/lib/billing/stripe/checkout";
import { ensureCustomer } from "@/lib/billing/subscriptions/ensure-customer";
import { billingAddress } from "@/lib/billing/subscriptions/return-address";
import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";
import { conflict } from "@/lib/errors";

/** Stripe's page closes by itself this long after the quote's second. */
const OPEN_MS = 2 * 3_600_000;

export type OpenedCheckout = { id: string; url: string; expiresAt: Date };

/**
 * Opens Stripe's page for a purchase. Whatever page the account had open before is closed first, so that two tabs
 * cannot both buy; one that was completed meanwhile is a CONFLICT. Errors: UPSTREAM, UNAVAILABLE, CONFLICT.
 */
export async function openCheckout(
  ctx: AccountContext,
  quote: ClaimedQuote,
  step: Extract<QuoteStep, { act: "checkout" }>,
): Promise<OpenedCheckout> {
  const { account } = ctx;
  const customerId = await ensureCustomer(ctx);
  // A second click of the same intent must not close what the first one opened.
  if ((await endCheckouts(ctx, { except: quote.id })) === "bought") {
    throw conflict("This was bought already in another tab. Reload the page to see it.");
  }
  // Everything that is sent follows from the quote, so that a repeated call says the same under the same key.
  const expiresAt = new Date(quote.prorationAt.getTime() + OPEN_MS);
  const session = await createCheckout({
    customerId,
    lookupKey: step.lookupKey,
    quantity: step.quantity,
    minimumQuantity: step.minimum,
    maximumQuantity: planDefinition(step.plan).seats === "sold" ? MAX_SEATS : null,
    accountId: account.id,
    quoteId: quote.id,
    planVersion: CATALOGUE_VERSION,
    trialEnd: step.trialEnd,
    successUrl: `${billingAddress(account)}/success?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${billingAddress(account)}/cancelled`,
    expiresAt,
    metadata: {},
    idempotencyKey: `checkout:${account.id}:${quote.id}`,
  });
  return { ...session, expiresAt };
}
