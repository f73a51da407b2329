import "server-only";
import type Stripe from "stripe";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";
import type { AddressState } from "@/lib/billing/stripe/types";

/** The label of the purchase order on every invoice. */
export const PURCHASE_ORDER = "Purchase order";

export type CustomerDetails = {
  name: string;
  email: string;
  address: AddressState | null;
  taxIds: readonly { type: string; value: string }[];
  /** Empty for none; at most 140 characters, Stripe's limit. */
  purchaseOrder: string;
};

/** Creates an account's customer; the metadata is only a hint. Errors: UPSTREAM, CONFLICT. */
export async function createCustomer(input: {
  accountId: string;
  handle: string;
  name: string;
  email: string;
  idempotencyKey: string;
}): Promise<string> {
  const { accountId, handle, name, email, idempotencyKey } = input;
  const metadata = { packhouse_account: accountId, packhouse_handle: handle };
  const customer = await callStripe("customers.create", () =>
    stripeClient().customers.create({ name, email, metadata }, { idempotencyKey }),
  );
  return customer.id;
}

/** Sets the details on invoices to exactly `details`; a repeat changes nothing. Errors: UPSTREAM, CONFLICT. */
export async function updateCustomerDetails(customerId: string, details: CustomerDetails): Promise<void> {
  await callStripe("customers.update", async () => {
    await stripeClient().customers.update(customerId, customerParams(details));
    const known = await stripeClient()
      .customers.listTaxIds(customerId, { limit: 100 })
      .autoPagingToArray({ limit: 100 });
    const { added, removed } = taxIdChanges(known, details.taxIds);
    for (const { type, value } of added) await stripeClient().customers.createTaxId(customerId, { type, value });
    for (const id of removed) await stripeClient().customers.deleteTaxId(customerId, id);
  });
}

export function customerParams(details: CustomerDetails): Stripe.CustomerUpdateParams {
  const { name, email, address, purchaseOrder } = details;
  return {
    name,
    email,
    address: address
      ? {
          line1: address.line1,
          line2: address.line2,
          city: address.city,
          state: address.state,
          postal_code: address.postalCode,
          country: address.country,
        }
      : "",
    invoice_settings: {
      custom_fields: purchaseOrder === "" ? "" : [{ name: PURCHASE_ORDER, value: purchaseOrder }],
    },
  };
}

/** Tax ids can only be added and removed, never changed. */
export function taxIdChanges(
  known: readonly { id: string; type: string; value: string }[],
  wanted: readonly { type: string; value: string }[],
): { added: { type: string; value: string }[]; removed: string[] } {
  const same = (a: { type: string; value: string }, b: { type: string; value: string }) =>
    a.type === b.type && a.value === b.value;
  return {
    added: wanted.filter((one) => !known.some((other) => same(one, other))),
    removed: known.filter((one) => !wanted.some((other) => same(one, other))).map(({ id }) => id),
  };
}
