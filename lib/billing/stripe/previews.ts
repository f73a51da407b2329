import "server-only";
import type Stripe from "stripe";
import { allOf, PAGE } from "@/lib/billing/stripe/all-pages";
import { BILLING_MODE } from "@/lib/billing/stripe/billing-mode";
import { FOR_A_PAGE, stripeClient } from "@/lib/billing/stripe/client";
import { callStripe, hasCode } from "@/lib/billing/stripe/failures";
import { priceKeys } from "@/lib/billing/stripe/price-keys";
import { priceIdOfLine } from "@/lib/billing/stripe/read-invoice-line";
import { readPreview, readUpcoming } from "@/lib/billing/stripe/read-preview";
import type { PreviewState } from "@/lib/billing/stripe/types";
import { toSeconds } from "@/lib/billing/stripe/wire-values";
import { env } from "@/lib/env";

type Details = Stripe.InvoiceCreatePreviewParams.SubscriptionDetails;

/** Another price, another quantity or both; an absent field stays unchanged. */
export type ItemChange = { itemId: string; priceId?: string | undefined; quantity?: number | undefined };

/** Previews a change of the plan's item, prorated from the second `prorationAt`. Errors: UPSTREAM. */
export async function previewChange(
  input: ItemChange & { subscriptionId: string; prorationAt: Date },
): Promise<PreviewState> {
  const items = [changedItem(input)];
  const at = { proration_behavior: "always_invoice", proration_date: toSeconds(input.prorationAt) } as const;
  return preview({ subscription: input.subscriptionId }, { items, ...at }, { items });
}

/** Previews the end of the trial now. Errors: UPSTREAM. */
export async function previewTrialEnd(subscriptionId: string): Promise<PreviewState> {
  return preview({ subscription: subscriptionId }, { trial_end: "now" }, {});
}

/**
 * Previews a first purchase: charged now, or nothing until `trialEnd`. Without a customer it has no tax.
 * Errors: UPSTREAM.
 */
export async function previewPurchase(input: {
  customerId: string | null;
  priceId: string;
  quantity: number;
  trialEnd: Date | null;
}): Promise<PreviewState> {
  const { customerId, priceId, quantity, trialEnd } = input;
  const of = customerId
    ? { customer: customerId, automatic_tax: { enabled: env().STRIPE_AUTOMATIC_TAX } }
    : { currency: "usd" };
  const details = { items: [{ price: priceId, quantity }], billing_mode: BILLING_MODE };
  return preview(of, { ...details, ...(trialEnd && { trial_end: toSeconds(trialEnd) }) }, details);
}

/** Previews the next regular invoice; null when none will come. Errors: UPSTREAM. */
export async function previewUpcoming(subscriptionId: string): Promise<PreviewState | null> {
  return callStripe("invoices.createPreview", async () => {
    const invoice = await upcoming(subscriptionId);
    if (!invoice) return null;
    const { lines, keyOf } = await linesOf(invoice);
    return readUpcoming(invoice, lines, keyOf);
  });
}

async function upcoming(subscription: string): Promise<Stripe.Invoice | null> {
  try {
    return await stripeClient().invoices.createPreview({ subscription }, FOR_A_PAGE);
  } catch (error) {
    if (hasCode(error, "invoice_upcoming_none")) return null;
    throw error;
  }
}

export function changedItem({ itemId, priceId, quantity }: ItemChange) {
  return {
    id: itemId,
    ...(priceId !== undefined && { price: priceId }),
    ...(quantity !== undefined && { quantity }),
  };
}

async function preview(of: Stripe.InvoiceCreatePreviewParams, now: Details, later: Details): Promise<PreviewState> {
  return callStripe("invoices.createPreview", async () => {
    const [invoice, recurring] = await Promise.all([
      stripeClient().invoices.createPreview({ ...of, subscription_details: now }),
      stripeClient().invoices.createPreview({ ...of, preview_mode: "recurring", subscription_details: later }),
    ]);
    const { lines, keyOf } = await linesOf(invoice);
    return readPreview(invoice, lines, recurring, keyOf);
  });
}

async function linesOf(invoice: Stripe.Invoice) {
  const lines = await allOf(invoice.lines, () => stripeClient().invoices.listLineItems(invoice.id, { limit: PAGE }));
  return { lines, keyOf: await priceKeys(lines.map(priceIdOfLine)) };
}
