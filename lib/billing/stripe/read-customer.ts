import type { AddressState, CardState } from "@/lib/billing/stripe/types";

type AddressWire = {
  line1: string | null;
  line2: string | null;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  country: string | null;
};
type PaymentMethodWire = {
  card?: { brand: string; last4: string; exp_month: number; exp_year: number };
};

export type CustomerWire = {
  livemode: boolean;
  metadata: Readonly<Record<string, string>>;
  name?: string | null;
  email: string | null;
  address?: AddressWire | null;
  balance: number;
  invoice_settings: { custom_fields: readonly { name: string; value: string }[] | null };
};

/** Reads the fields of the customer; `taxIds` holds all of them. */
export function readCustomer(
  customer: CustomerWire,
  taxIds: readonly { type: string; value: string }[],
  purchaseOrderField: string,
) {
  return {
    livemode: customer.livemode,
    accountHint: customer.metadata.packhouse_account ?? null,
    name: customer.name ?? "",
    email: customer.email ?? "",
    address: customer.address ? readAddress(customer.address) : null,
    taxIds: taxIds.map(({ type, value }) => ({ type, value })),
    purchaseOrder:
      customer.invoice_settings.custom_fields?.find(({ name }) => name === purchaseOrderField)?.value ?? "",
    balance: customer.balance,
  };
}

function readAddress(address: AddressWire): AddressState {
  return {
    line1: address.line1 ?? "",
    line2: address.line2 ?? "",
    city: address.city ?? "",
    state: address.state ?? "",
    postalCode: address.postal_code ?? "",
    country: address.country ?? "",
  };
}

/** Returns the first of the payment methods that is an expanded card. */
export function readCard(methods: readonly (string | PaymentMethodWire | null | undefined)[]): CardState | null {
  for (const method of methods) {
    const card = typeof method === "object" ? method?.card : undefined;
    if (card) return { brand: card.brand, last4: card.last4, expMonth: card.exp_month, expYear: card.exp_year };
  }
  return null;
}
