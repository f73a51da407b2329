import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { type ClaimedQuote, claimQuote, expiredOffer, holdQuote, unclaimQuote } from "@/lib/billing/quotes/claim-quote";
import { findEffect } from "@/lib/billing/quotes/find-effect";
import { type OpenedCheckout, openCheckout } from "@/lib/billing/quotes/open-checkout";
import { assertSeatsFit } from "@/lib/billing/quotes/prepare-quote";
import { basisOf } from "@/lib/billing/quotes/quote-basis";
import { changeAtStripe, type Effect } from "@/lib/billing/quotes/quote-effect";
import { appliedEntry } from "@/lib/billing/quotes/quote-event";
import { isReached, planQuote } from "@/lib/billing/quotes/quote-plan";
import { isSamePrice, type PriceInForce, priceInForce, priceQuote } from "@/lib/billing/quotes/quote-price";
import type { QuotePlan } from "@/lib/billing/quotes/quote-step";
import { asJson, storedResult } from "@/lib/billing/quotes/quote-stored";
import type { ApplyQuoteInput } from "@/lib/billing/quotes/schema";
import { assertBilling } from "@/lib/billing/stripe/client";
import { type BillingStanding, loadStanding } from "@/lib/billing/subscriptions/standing";
import type { AppliedQuote } from "@/lib/billing/subscriptions/types";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { log } from "@/lib/logger";

const STALE = "Something changed since this offer was made, so nothing was charged. Look at the new offer.";

/**
 * Carries out what a quote says, once: a repeated call answers with the same result. What would be charged is compared
 * with what was shown before anything is asked of Stripe; afterwards everything is read back before it returns.
 * Errors: FORBIDDEN, NOT_FOUND, CONFLICT for a stale or expired quote or a declined payment, UPSTREAM.
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
    // While it is not known whether Stripe acted, the quote stays begun, so that a repetition asks what happened.
    const refused = error instanceof AppError && error.code !== "UPSTREAM";
    if (!attempt.asked || (refused && !quote.begun)) await unclaimQuote(ctx, quoteId);
    throw error;
  }
}

async function carryOut(ctx: AccountContext, quote: ClaimedQuote, attempt: { asked: boolean }): Promise<AppliedQuote> {
  const why = { because: "change", request: ctx.request } as const;
  await syncCustomer({ accountId: ctx.account.id }, why);
  const standing = await loadStanding(db(), ctx.account);
  const offer = await sameOffer(standing, quote);
  if (!offer) {
    if (quote.begun && isReached(standing, quote.input))
      return finish(ctx, quote, standing, await findEffect(standing, quote), null);
    throw conflict(STALE);
  }
  if (quote.expired) throw expiredOffer();
  const { plan, price } = offer;
  await assertSeatsFit(db(), standing, plan);
  await holdQuote(ctx, quote.id);
  attempt.asked = true;
  if (plan.step.act === "checkout") {
    const checkout = await openCheckout(ctx, quote, plan.step);
    const opened = { outcome: "checkout", url: checkout.url, charged: 0, invoiceId: null } as const;
    return finish(ctx, quote, standing, opened, checkout);
  }
  if (!standing.subscription) throw conflict(STALE);
  const effect = await changeAtStripe(standing.subscription, plan.step, quote, { accountId: ctx.account.id, price });
  if (effect.outcome === "changed" && effect.charged !== quote.shown.dueNow) {
    log().error({ quoteId: quote.id, quoted: quote.shown.dueNow, ...effect }, "a charge differs from its quote");
  }
  await syncCustomer({ accountId: ctx.account.id }, why);
  return finish(ctx, quote, standing, effect, null);
}

/** The offer as it would be made now, if that is the one that was agreed to; null when it is another. */
async function sameOffer(
  standing: BillingStanding,
  quote: ClaimedQuote,
): Promise<{ plan: QuotePlan; price: PriceInForce | null } | null> {
  let plan: QuotePlan;
  try {
    plan = planQuote(standing, quote.input, quote.prorationAt);
  } catch (error) {
    // What was begun may be why it cannot be planned any more; otherwise the refusal says what to do instead.
    if (quote.begun && isReached(standing, quote.input)) return null;
    throw error;
  }
  const price = await priceInForce(plan.step);
  if (basisOf(standing, price) !== quote.basis) return null;
  const priced = await priceQuote(standing, plan, price, quote.prorationAt);
  return isSamePrice(priced, quote.shown) ? { plan, price } : null;
}

async function finish(
  ctx: AccountContext,
  quote: ClaimedQuote,
  before: BillingStanding,
  { invoiceId, ...effect }: Effect,
  checkout: OpenedCheckout | null,
): Promise<AppliedQuote> {
  const result: AppliedQuote = { kind: quote.input.kind, ...effect, currency: quote.shown.currency };
  return transaction(async (tx) => {
    const accountId = ctx.account.id;
    await lockAccount(tx, accountId);
    const at = now();
    const { count } = await tx.quote.updateMany({
      where: { id: quote.id, accountId, executedAt: null },
      data: { executedAt: at, result: asJson(result) },
    });
    if (count === 0) {
      const done = await tx.quote.findUniqueOrThrow({ where: { id: quote.id } });
      return storedResult.parse(done.result);
    }
    if (checkout) {
      const { id, url, expiresAt } = checkout;
      const data = { id, accountId, quoteId: quote.id, state: "open" as const, url, createdAt: at, expiresAt };
      await tx.checkoutSession.create({ data });
    }
    await record(tx, ctx, appliedEntry(quote, before, result, { invoiceId, checkoutId: checkout?.id ?? null }));
    return result;
  });
}
