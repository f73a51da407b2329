import "server-only";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { type PrepareQuoteInput, prepareQuoteSchema } from "@/lib/billing/quotes/schema";
import { storedPrice, storedResult } from "@/lib/billing/quotes/stored-columns";
import type { AppliedQuote, QuotedPrice } from "@/lib/billing/quotes/types";
import { now, realNow } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";

// Records nothing: a step of applyQuote, which records how it ended.

/** The longest that Stripe's answers to one change take, with all retries; afterwards another may begin. */
const LEASE_MS = 200_000;

export type ClaimedQuote = {
  id: string;
  input: PrepareQuoteInput;
  shown: QuotedPrice;
  basis: string;
  prorationAt: Date;
  /** An earlier attempt began to carry it out, and its end was never recorded. */
  begun: boolean;
  expired: boolean;
};

/**
 * Claims a quote to carry out, one per account at a time; returns the result of one that was carried out.
 * Errors: NOT_FOUND for another account's, CONFLICT for an expired one, or while another is being carried out.
 */
export async function claimQuote(
  ctx: AccountContext,
  quoteId: string,
): Promise<{ done: AppliedQuote } | { claimed: ClaimedQuote }> {
  const accountId = ctx.account.id;
  return transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const row = await tx.quote.findFirst({ where: { id: quoteId, accountId } });
    if (!row) throw new AppError("NOT_FOUND", { noun: "quote" });
    if (row.executedAt) return { done: storedResult.parse(row.result) };

    const begun = row.claimedAt !== null;
    const expired = row.expiresAt <= now();
    if (expired && !begun) throw expiredOffer();
    await assertNoChange(tx, accountId, { except: quoteId });
    await tx.quote.update({ where: { id: quoteId }, data: { claimedAt: realNow() } });

    const { basis, prorationAt } = row;
    const input = prepareQuoteSchema.parse(row.input);
    const shown = storedPrice.parse(row.shown);
    return { claimed: { id: quoteId, input, shown, basis, prorationAt, begun, expired } };
  });
}

/**
 * Renews the claim before Stripe is asked: the steps before may have outlasted the lease, and another attempt may have
 * begun. Errors: CONFLICT.
 */
export async function holdQuote(ctx: AccountContext, quoteId: string): Promise<void> {
  const accountId = ctx.account.id;
  await transaction(async (tx) => {
    await lockAccount(tx, accountId);
    await assertNoChange(tx, accountId, { except: quoteId });
    await tx.quote.updateMany({
      where: { id: quoteId, accountId, executedAt: null },
      data: { claimedAt: realNow() },
    });
  });
}

/** Call it with the account locked. Errors: CONFLICT while a quote of the account is being carried out. */
export async function assertNoChange(tx: Tx, accountId: string, { except }: { except: string | null }): Promise<void> {
  const since = new Date(realNow().getTime() - LEASE_MS);
  const others = except === null ? {} : { id: { not: except } };
  const underWay = { accountId, ...others, executedAt: null, claimedAt: { gt: since } };
  if ((await tx.quote.count({ where: underWay })) > 0) {
    throw conflict("Another change to this subscription is in progress. Try again in a few minutes.");
  }
}

export function expiredOffer(): AppError {
  return conflict("This quote expired after 10 minutes. Request a new one.");
}

/** Releases a quote that was refused before Stripe was asked, or that Stripe refused for good. */
export async function unclaimQuote(ctx: AccountContext, quoteId: string): Promise<void> {
  await transaction((tx) =>
    tx.quote.updateMany({
      where: { id: quoteId, accountId: ctx.account.id, executedAt: null },
      data: { claimedAt: null },
    }),
  );
}
