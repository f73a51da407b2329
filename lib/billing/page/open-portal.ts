import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import type { OpenPortalInput } from "@/lib/billing/page/schema";
import { assertBilling } from "@/lib/billing/stripe/client";
import { openPortal } from "@/lib/billing/stripe/portal";
import { billingAddress } from "@/lib/billing/subscriptions/return-address";
import { type BillingStanding, loadStanding } from "@/lib/billing/subscriptions/standing";
import { db } from "@/lib/db";
import { conflict } from "@/lib/errors";

/**
 * The address of Stripe's own page for cards, invoices and the end of the plan; it leads back to Billing. Changes made
 * there reach us as any other. Errors: FORBIDDEN, CONFLICT before a first purchase, UNAVAILABLE, UPSTREAM.
 */
export async function openBillingPortal(ctx: AccountContext, { flow }: OpenPortalInput): Promise<{ url: string }> {
  authorize(ctx, "billing:write");
  assertBilling();
  const standing = await loadStanding(db(), ctx.account);
  const { customer } = standing;
  if (!customer || customer.unlinked) {
    throw conflict("You have no payment details yet. You enter them with your first purchase.");
  }
  return openPortal({
    customerId: customer.id,
    returnUrl: billingAddress(ctx.account),
    cancellable: isCancellable(standing),
    forCard: flow !== null,
  });
}

/** A customer cannot end a subscription that invoices a contract: the contract would go on unpaid. */
function isCancellable({ other, contract }: BillingStanding): boolean {
  return other !== "contract" && contract === null;
}
