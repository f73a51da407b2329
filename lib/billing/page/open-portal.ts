import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import type { OpenPortalInput } from "@/lib/billing/page/schema";
import { assertBilling } from "@/lib/billing/stripe/client";
import { openPortal, type PortalOffer } from "@/lib/billing/stripe/portal";
import { billingAddress } from "@/lib/billing/subscriptions/return-address";
import { type BillingStanding, loadStanding } from "@/lib/billing/subscriptions/standing";
import { db } from "@/lib/db";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { isOwing } from "@/lib/entitlements/subscription-status";
import { conflict } from "@/lib/errors";

/**
 * The address of Stripe's own page for cards, invoices and the subscription; it leads back to Billing. Changes made
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
    offer: offerOf(standing),
    ...(flow === null ? {} : { flow: { type: "payment_method" as const } }),
  });
}

/**
 * The two intervals of the plan that runs, and never fewer seats than are taken. What invoices a contract is no
 * customer's to end there: the contract would go on unpaid.
 */
function offerOf({ subscription, other, contract, seatsTaken }: BillingStanding): PortalOffer {
  const cancellable = other !== "contract" && contract === null;
  // As in our own changes: nothing is bought on top of an invoice that is owed.
  if (!subscription || isOwing(subscription.status)) return { lookupKeys: [], minimumQuantity: null, cancellable };
  const { prices, seats, values } = planDefinition(subscription.plan, subscription.planVersion);
  const least = typeof values.seats === "number" ? values.seats : 1;
  return {
    lookupKeys: prices.map(({ lookupKey }) => lookupKey),
    minimumQuantity: seats === "sold" ? Math.max(least, seatsTaken) : null,
    cancellable,
  };
}
