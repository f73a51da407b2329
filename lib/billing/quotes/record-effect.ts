import "server-only";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import type { AuditEntry, AuditTarget } from "@/lib/audit/types";
import type { ClaimedQuote } from "@/lib/billing/quotes/claim-quote";
import type { Effect } from "@/lib/billing/quotes/effect";
import { changeOf } from "@/lib/billing/quotes/kinds";
import { asJson, storedResult } from "@/lib/billing/quotes/stored-columns";
import type { AppliedQuote } from "@/lib/billing/quotes/types";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { now } from "@/lib/clock";
import { transaction } from "@/lib/db";

/**
 * Stores the result of a quote, once, with its audit event; returns the first result if it is already stored. `before`
 * is the account's standing when the quote was carried out.
 */
export async function recordEffect(
  ctx: AccountContext,
  quote: ClaimedQuote,
  before: BillingStanding,
  effect: Effect,
): Promise<AppliedQuote> {
  const { outcome, url, charged, checkout } = effect;
  const result: AppliedQuote = { kind: quote.input.kind, outcome, url, charged, currency: quote.shown.currency };

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
    await record(tx, ctx, entryOf(quote, before, effect));
    return result;
  });
}

/** Records who agreed to what, and what it cost (INV-B3). */
function entryOf(
  { id, input, shown }: ClaimedQuote,
  { subscription, account }: BillingStanding,
  { outcome, charged, invoiceId, checkout }: Effect,
): AuditEntry {
  const target: AuditTarget = checkout
    ? { type: "checkout", id: checkout.id, name: account.handle }
    : { type: "subscription", id: subscription?.id ?? "", name: account.handle };
  return {
    ...changeOf(input.kind).event(input, subscription),
    targets: [target],
    metadata: { quote: id, outcome, quoted: shown.dueNow, charged, currency: shown.currency, invoice: invoiceId },
  };
}
