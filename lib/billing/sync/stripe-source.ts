import "server-only";
import { type CheckoutStatus, readCheckout } from "@/lib/billing/stripe/checkout";
import { listEvents } from "@/lib/billing/stripe/events";
import { fetchCustomerState } from "@/lib/billing/stripe/fetch-customer-state";
import { findChargeCustomer } from "@/lib/billing/stripe/find-charge-customer";
import type { CustomerState, VerifiedEvent } from "@/lib/billing/stripe/types";

/** The sync's questions to Stripe. Tests pass their own. */
export type StripeSource = {
  fetchCustomerState: (customerId: string) => Promise<CustomerState>;
  readCheckout: (sessionId: string) => Promise<Pick<CheckoutStatus, "status" | "customerId">>;
  findChargeCustomer: (payload: unknown) => Promise<string>;
  listEvents: (range: { since: Date; until?: Date }) => AsyncIterable<VerifiedEvent>;
};

export const STRIPE: StripeSource = { fetchCustomerState, readCheckout, findChargeCustomer, listEvents };
