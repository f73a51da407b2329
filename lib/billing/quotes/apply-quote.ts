import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { assertSeatsFit } from "@/lib/billing/quotes/assert-seats-fit";
import { basisOf } from "@/lib/billing/quotes/basis";
import type { Offer } from "@/lib/billing/quotes/change";
import { type ClaimedQuote, claimQuote, expiredOffer, holdQuote, unclaimQuote } from "@/lib/billing/quotes/claim-quote";
import { findEffect, wasCarriedOut } from "@/lib/billing/quotes/find-effect";
import { changeOf } from "@/lib/billing/quotes/kinds";
import { isSamePrice, priceInForce, priceOffer } from "@/lib/billing/quotes/price";
import { recordEffect } from "@/lib/billing/quotes/record-effect";
import type { ApplyQuoteInput } from "@/lib/billing/quotes/schema";
import type { AppliedQuote, PriceInForce } from "@/lib/billing/quotes/types";
import { assertBilling } from "@/lib/billing/stripe/client";
import { type BillingStanding, loadStanding } from "@/lib/billing/subscriptions/standing";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { db } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { log } from "@/lib/logger";
import { isAway } from "@/lib/outage";

const STALE = "Something changed since this quote, so nothing was charged. Review the new quote.";

/**
 * Carries out a quote, once: a repeat returns the same result. Compares the charge with the shown one before it asks
 * Stripe for anything, and reads everything back before it returns. Errors: FORBIDDEN, NOT_FOUND, CONFLICT for a stale
 * or expired quote or a declined payment, UPSTREAM.
 */
export async function applyQuote(ctx: AccountContext, { quoteId }: ApplyQuoteInput): Promise<AppliedQuote> {
  authorize(ctx, "billing:write");
  assertBilling();

  const taken = await claimQuote(ctx, quoteId);
  if ("done" in taken) return taken.done;

  const quote = taken.claimed;
  const attempt = { asked: quote.begun };
  try {
    return await carryOut(ctx, quote, attempt);
  } catch (error) {
    // While it is unknown whether Stripe acted, the quote stays begun, so that a repeat finds out.
    const refused = error instanceof AppError && !isAway(error);
    if (!attempt.asked || (refused && !quote.begun)) await unclaimQuote(ctx, quoteId);
    throw error;
  }
}

async function carryOut(ctx: AccountContext, quote: ClaimedQuote, attempt: { asked: boolean }): Promise<AppliedQuote> {
  const { account, request } = ctx;
  const { id: quoteId, input, prorationAt, shown } = quote;
  const readBack = () => syncCustomer({ accountId: account.id }, { because: "change", request });

  await readBack();
  const standing = await loadStanding(db(), account);
  const same = await sameOffer(standing, quote);
  if (!same) {
    if (!wasCarriedOut(standing, quote)) throw conflict(STALE);
    return recordEffect(ctx, quote, standing, await findEffect(standing, quote));
  }

  const { offer, price } = same;
  if (quote.expired) throw expiredOffer();
  await assertSeatsFit(db(), standing, offer);
  await holdQuote(ctx, quoteId);

  attempt.asked = true;
  const { dueNow } = shown;
  const idempotencyKey = `${input.kind}:${account.id}:${quoteId}`;
  const effect = await offer.carryOut({ ctx, quoteId, price, prorationAt, dueNow, idempotencyKey });
  if (effect.outcome === "changed" && effect.charged !== dueNow) {
    log().error({ quoteId, quoted: dueNow, ...effect }, "a charge differs from its quote");
  }

  // An open checkout page has changed nothing yet.
  if (!effect.checkout) await readBack();
  return recordEffect(ctx, quote, standing, effect);
}

/** Makes the offer again; null when it differs from the one agreed to. */
async function sameOffer(
  standing: BillingStanding,
  quote: ClaimedQuote,
): Promise<{ offer: Offer; price: PriceInForce | null } | null> {
  const { input, basis, prorationAt, shown } = quote;
  let offer: Offer;
  try {
    offer = changeOf(input.kind).offer(standing, input, prorationAt);
  } catch (error) {
    // If the change was already carried out, it cannot be offered again; otherwise the refusal says what to do.
    if (wasCarriedOut(standing, quote)) return null;
    throw error;
  }

  const price = await priceInForce(offer);
  if (basisOf(standing, price) !== basis) return null;
  const priced = await priceOffer(standing, offer, { price, prorationAt });
  return isSamePrice(priced, shown) ? { offer, price } : null;
}
