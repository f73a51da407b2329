import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { downgradeImpact } from "@/lib/billing/quotes/downgrade-impact";
import { basisOf } from "@/lib/billing/quotes/quote-basis";
import { planQuote } from "@/lib/billing/quotes/quote-plan";
import { priceInForce, priceQuote } from "@/lib/billing/quotes/quote-price";
import { inSeats, type QuotePlan } from "@/lib/billing/quotes/quote-step";
import { asJson } from "@/lib/billing/quotes/quote-stored";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { type BillingStanding, loadStanding } from "@/lib/billing/subscriptions/standing";
import type { QuoteView } from "@/lib/billing/subscriptions/types";
import { now, nowMs } from "@/lib/clock";
import { db, type Tx, transaction } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { seatHolders } from "@/lib/people/seats/queries";

/** How long an offer stands. */
const VALID_MS = 10 * 60_000;

/**
 * Says before money moves what a change costs to the cent, when it takes effect and what it leaves read-only, and stores it.
 * Errors: FORBIDDEN, VALIDATION, CONFLICT with what to do instead, UPSTREAM, UNAVAILABLE without a confirmed price.
 */
export async function prepareQuote(ctx: AccountContext, input: PrepareQuoteInput): Promise<QuoteView> {
  authorize(ctx, "billing:write");
  assertBilling();
  const standing = await loadStanding(db(), ctx.account);
  const at = now();
  const plan = planQuote(standing, input, at);
  await assertSeatsFit(db(), standing, plan);
  const prorationAt = new Date(Math.floor(nowMs() / 1_000) * 1_000);
  const price = await priceInForce(plan.step);
  const quoted = await priceQuote(standing, plan, price, prorationAt);
  const impact = plan.following ? await downgradeImpact(ctx, plan.following) : null;
  const expiresAt = new Date(at.getTime() + VALID_MS);
  const { kind } = input;
  const view: QuoteView = {
    id: newId(),
    kind,
    ...quoted,
    effectiveAt: plan.effectiveAt?.toISOString() ?? null,
    changes: plan.changes,
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

/** Errors: UNAVAILABLE where this installation takes no payments. */
export function assertBilling(): void {
  if (!billingEnabled()) throw new AppError("UNAVAILABLE", { what: "Billing" });
}

const MOST_NAMES = 10;

/** SPEC T5: fewer seats than are taken are refused, with the names of those who would have none. Errors: CONFLICT. */
export async function assertSeatsFit(tx: Tx, standing: BillingStanding, { following }: QuotePlan): Promise<void> {
  if (!following || following.seats === "none" || standing.seatsTaken <= following.seats) return;
  const range = { order: "kept", offset: following.seats, limit: MOST_NAMES } as const;
  const beyond = await seatHolders(tx, standing.account.id, range);
  const named = beyond.map(({ name, state }) => (state === "reserved" ? `${name} (invited)` : name));
  const unnamed = standing.seatsTaken - following.seats - named.length;
  const more = unnamed > 0 ? ` and ${unnamed} more` : "";
  throw conflict(
    `${inSeats(standing.seatsTaken)} are used or reserved. With ${following.seats}, there would be none for ` +
      `${named.join(", ")}${more}. Remove members or revoke invitations first, or keep more seats.`,
  );
}
