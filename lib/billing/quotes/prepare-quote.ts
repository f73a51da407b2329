import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { assertSeatsFit } from "@/lib/billing/quotes/assert-seats-fit";
import { basisOf } from "@/lib/billing/quotes/basis";
import { downgradeImpact } from "@/lib/billing/quotes/downgrade-impact";
import { changeOf } from "@/lib/billing/quotes/kinds";
import { priceInForce, priceOffer } from "@/lib/billing/quotes/price";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import { asJson } from "@/lib/billing/quotes/stored-columns";
import type { QuoteView } from "@/lib/billing/quotes/types";
import { assertBilling } from "@/lib/billing/stripe/client";
import { loadStanding } from "@/lib/billing/subscriptions/standing";
import { now, nowMs } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { newId } from "@/lib/ids";

/** How long an offer is valid, in milliseconds. */
const VALID_MS = 10 * 60_000;

/**
 * Tells before money moves what a change costs to the cent, when it takes effect and what becomes read-only, and stores
 * it. Errors: FORBIDDEN, VALIDATION, CONFLICT with what to do instead, UPSTREAM, UNAVAILABLE without a confirmed price.
 */
export async function prepareQuote(ctx: AccountContext, input: PrepareQuoteInput): Promise<QuoteView> {
  authorize(ctx, "billing:write");
  assertBilling();

  const { kind } = input;
  const at = now();
  const standing = await loadStanding(db(), ctx.account);
  const offer = changeOf(kind).offer(standing, input, at);
  await assertSeatsFit(db(), standing, offer);

  const prorationAt = new Date(Math.floor(nowMs() / 1_000) * 1_000);
  const price = await priceInForce(offer);
  const quoted = await priceOffer(standing, offer, { price, prorationAt });
  const impact = offer.following ? await downgradeImpact(ctx, offer.following) : null;

  const expiresAt = new Date(at.getTime() + VALID_MS);
  const view: QuoteView = {
    id: newId(),
    kind,
    ...quoted,
    effectiveAt: offer.effectiveAt?.toISOString() ?? null,
    sentences: offer.sentences,
    impact,
    expiresAt: expiresAt.toISOString(),
  };

  await transaction(async (tx) => {
    await tx.quote.create({
      data: {
        id: view.id,
        accountId: ctx.account.id,
        kind,
        input: asJson(input),
        shown: asJson(view),
        basis: basisOf(standing, price),
        prorationAt,
        createdBy: asJson(ctx.actor),
        createdAt: at,
        expiresAt,
      },
    });
    await record(tx, ctx, {
      action: "billing.quote_prepared",
      targets: [{ type: "account", id: ctx.account.id, name: ctx.account.handle }],
      metadata: { quote: view.id, kind, dueNow: view.dueNow, currency: view.currency },
    });
  });
  return view;
}
