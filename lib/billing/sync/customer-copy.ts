import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";

/** Our whole copy of one customer at Stripe; its lists are ordered by id. */
export type CustomerCopy = {
  customer: Customer;
  subscriptions: Subscription[];
  invoices: Invoice[];
  refunds: Refund[];
  disputes: Dispute[];
};
