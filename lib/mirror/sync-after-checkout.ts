import "server-only";
import { authorize } from "@/lib/auth/authorize";
import type { AccountContext } from "@/lib/auth/types";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";
import { STRIPE, type StripeSource } from "@/lib/mirror/stripe-source";
import { syncCustomer } from "@/lib/mirror/sync-customer";

export type CheckoutOutcome = {
  /** `open`: not paid yet, or Stripe cannot be asked; the webhook finishes it. */
  state: "open" | "complete" | "expired";
};

/**
 * Reads a purchase before its event arrives, for the demo's history; the success page does so in `loadCheckoutOutcome`.
 * The session must be one that this account opened, and its customer this account's. Errors: FORBIDDEN, NOT_FOUND.
 */
export async function syncAfterCheckout(
  ctx: AccountContext,
  sessionId: string,
  source: StripeSource = STRIPE,
): Promise<CheckoutOutcome> {
  authorize(ctx, "billing:read");
  const accountId = ctx.account.id;
  const where = { id: sessionId, accountId };
  const known = await db().checkoutSession.findFirst({ where, select: { state: true } });
  if (!known) throw new AppError("NOT_FOUND", { noun: "checkout" });
  try {
    const { customerId } = await source.readCheckout(sessionId);
    const customer = await db().billingCustomer.findUnique({
      where: { accountId },
      select: { stripeCustomerId: true },
    });
    if (!customer || customer.stripeCustomerId !== customerId) throw new AppError("NOT_FOUND", { noun: "checkout" });
    const why = { because: "checkout", request: ctx.request } as const;
    await syncCustomer({ accountId }, why, { source });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "UPSTREAM") throw error;
    log().warn({ accountId }, "Stripe could not be asked after a checkout: its event will tell");
  }
  const { state } = await db().checkoutSession.findUniqueOrThrow({ where: { id: sessionId }, select: { state: true } });
  return { state };
}
