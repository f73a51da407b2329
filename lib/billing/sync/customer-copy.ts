import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";

/** Everything that we hold of one customer at Stripe; the lists are ordered by id. */
export type CustomerCopy = {
  customer: Customer;
  subscriptions: Subscription[];
  invoices: Invoice[];
  refunds: Refund[];
  disputes: Dispute[];
};
