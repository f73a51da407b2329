import "server-only";
import type { AccountContext } from "@/lib/auth/types";
import type { ClaimedQuote } from "@/lib/billing/claim-quote";
import { ownCustomer } from "@/lib/billing/own-customer";
import { conflict, type QuoteStep } from "@/lib/billing/quote-step";
import { billingAddress } from "@/lib/billing/return-address";
import { MAX_SEATS } from "@/lib/billing/schema";
import { syncCustomer } from "@/lib/billing/sync-customer";
import { db } from "@/lib/db";
import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";
import { createCheckout, expireCheckout, readCheckout } from "@/lib/stripe/checkout";

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
  const customerId = await ownCustomer(ctx);
  await closeOthers(ctx);
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

/** Closes what is open at Stripe, and lets the sync write that down. Errors: CONFLICT when one was completed. */
async function closeOthers(ctx: AccountContext): Promise<void> {
  const accountId = ctx.account.id;
  const open = await db().checkoutSession.findMany({ where: { accountId, state: "open" }, select: { id: true } });
  if (open.length === 0) return;
  for (const { id } of open) await expireCheckout(id);
  const ended = await Promise.all(open.map(({ id }) => readCheckout(id)));
  await syncCustomer({ accountId }, { because: "checkout", request: ctx.request });
  if (ended.some(({ status }) => status === "complete")) {
    throw conflict("This was bought already in another tab. Reload the page to see it.");
  }
}
