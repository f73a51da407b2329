import type { Sandbox } from "../../types";
import { finalize } from "../invoices/finalize";
import { attempt } from "../invoices/pay";
import { change, load } from "../objects/stored";
import type { InvoiceWire, SubscriptionWire } from "../objects/wires";

export const PAYMENT_BEHAVIORS = ["allow_incomplete", "default_incomplete", "pending_if_incomplete"] as const;
export type PaymentBehavior = (typeof PAYMENT_BEHAVIORS)[number];

/** Finalizes and, unless payment waits for the buyer, tries to collect. */
export function collectNow(sandbox: Sandbox, draft: InvoiceWire, behavior: PaymentBehavior): InvoiceWire {
  const open = finalize(sandbox, draft);
  if (open.status !== "open" || open.collection_method !== "charge_automatically") return open;
  if (behavior === "default_incomplete") return open;
  return attempt(sandbox, open, { offSession: false, automatic: false }).invoice;
}

/** Names the invoice as the subscription's latest: its payment decides the status from now on. */
export function name(sandbox: Sandbox, subscription: SubscriptionWire, invoice: InvoiceWire): SubscriptionWire {
  return change(sandbox, load(sandbox, "subscription", subscription.id), { latest_invoice: invoice.id });
}
