import "server-only";
import { allOf, PAGE } from "./all-pages";
import { stripeClient } from "./client";
import { PURCHASE_ORDER } from "./customers";
import { callStripe } from "./failures";
import { fetchInvoices } from "./fetch-invoices";
import { fetchCharges, fetchDisputes, fetchRefunds } from "./fetch-reversals";
import { fetchSubscriptions } from "./fetch-subscriptions";
import { readCard, readCustomer } from "./read-customer";
import type { CustomerState } from "./types";

const OVER = ["canceled", "incomplete_expired"];

/**
 * Everything Stripe says about one customer now: all pages, every status, each list the newest first. Stripe gives no
 * common moment, so a change in between is met by the event that it makes. Errors: UPSTREAM.
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
  const live = subscriptions.filter(({ state }) => !OVER.includes(state.status));
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
