import "server-only";
import { orNotFound } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { choiceImpact } from "@/lib/billing/quotes/downgrade-impact";
import { findCheckout, hasRunning } from "@/lib/billing/quotes/queries";
import type { CheckoutOutcome, DowngradeImpact } from "@/lib/billing/quotes/types";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { STRIPE_ID } from "@/lib/keyset";
import { isAway } from "@/lib/outage";

/** Loads the items beyond the present plan, or the one after it, for the owner's choice; null for none. */
export async function loadKept(ctx: AccountContext): Promise<DowngradeImpact | null> {
  return choiceImpact(ctx);
}

/**
 * Syncs with the provider, then reads the state: for the page that a checkout leads back to. Changes nothing else, so a
 * reload, a bookmark or a foreign session id is harmless.
 */
export async function loadCheckoutOutcome(ctx: AccountContext, sessionId: string | null): Promise<CheckoutOutcome> {
  const id = STRIPE_ID.safeParse(sessionId);
  const known = await orNotFound(findCheckout(ctx, id.success ? id.data : null));
  const answered = await syncNow(ctx);
  const [checkout, runs] = await Promise.all([findCheckout(ctx, known?.id ?? null), hasRunning(ctx)]);

  const unreachable = !answered;
  if (checkout === null) return { unreachable, state: "none", url: null };
  if (checkout.state === "open") return { unreachable, state: runs ? "bought" : "open", url: checkout.url };
  if (checkout.state === "expired") return { unreachable, state: "expired", url: null };
  return { unreachable, state: runs ? "bought" : "processing", url: null };
}

async function syncNow({ account, request }: AccountContext): Promise<boolean> {
  try {
    await syncCustomer({ accountId: account.id }, { because: "checkout", request });
    return true;
  } catch (error) {
    if (isAway(error)) return false;
    throw error;
  }
}
