import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { expireCheckout, readCheckout } from "@/lib/billing/stripe/checkout";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { db } from "@/lib/db";

/**
 * Closes the account's open checkout pages at Stripe, except that of one quote, and reads back the result: `bought`
 * when one was completed before it closed. Errors: UPSTREAM.
 */
export async function endCheckouts(
  ctx: AccountContext,
  { except }: { except: string | null },
): Promise<"closed" | "bought"> {
  const accountId = ctx.account.id;
  const others = except === null ? {} : { quoteId: { not: except } };
  const open = await db().checkoutSession.findMany({
    where: { accountId, state: "open", ...others },
    select: { id: true },
  });
  if (open.length === 0) return "closed";

  for (const { id } of open) await expireCheckout(id);
  const ended = await Promise.all(open.map(({ id }) => readCheckout(id)));
  await syncCustomer({ accountId }, { because: "checkout", request: ctx.request });
  return ended.some(({ status }) => status === "complete") ? "bought" : "closed";
}
