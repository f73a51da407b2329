import "server-only";
import { allOf, PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { PURCHASE_ORDER } from "@/lib/billing/stripe/customers";
import { callStripe } from "@/lib/billing/stripe/failures";
import { fetchInvoices } from "@/lib/billing/stripe/fetch-invoices";
import { fetchCharges, fetchDisputes, fetchRefunds } from "@/lib/billing/stripe/fetch-reversals";
import { fetchSubscriptions } from "@/lib/billing/stripe/fetch-subscriptions";
import { readCard, readCustomer } from "@/lib/billing/stripe/read-customer";
import type { CustomerState } from "@/lib/billing/stripe/types";
import { isOver } from "@/lib/entitlements/subscription-status";

/**
 * Reads everything Stripe has about a customer now: all pages, every status, each list newest first. Stripe offers no
 * snapshot, so a change during the read is covered by its own event. Errors: UPSTREAM.
 */
export async function fetchCustomerState(customerId: string): Promise<CustomerState> {
  return callStripe("customer state", () => fetchState(customerId));
}

async function fetchState(customerId: string): Promise<CustomerState> {
  const customer = await stripeClient().customers.retrieve(customerId, {
    expand: ["invoice_settings.default_payment_method", "tax_ids"],
  });
  if (customer.deleted) return { id: customerId, deleted: true };

  const [subscriptions, charges, taxIds] = await Promise.all([
    fetchSubscriptions(customerId),
    fetchCharges(customerId),
    allOf(customer.tax_ids, () => stripeClient().customers.listTaxIds(customerId, { limit: PAGE })),
  ]);
  const { invoices, invoiceOfIntent } = await fetchInvoices(customerId, charges);
  const [refunds, disputes] = await Promise.all([fetchRefunds(charges, invoiceOfIntent), fetchDisputes(charges)]);
  const live = subscriptions.filter(({ state }) => !isOver(state.status));

  return {
    id: customerId,
    deleted: false,
    ...readCustomer(customer, taxIds, PURCHASE_ORDER),
    card: readCard([
      ...live.map(({ paymentMethod }) => paymentMethod),
      customer.invoice_settings.default_payment_method,
    ]),
    subscriptions: subscriptions.map(({ state }) => state),
    invoices,
    refunds,
    disputes,
  };
}
