import { invalid } from "../../http/errors";
import type { Sandbox } from "../../types";
import { compose, type InvoiceDraft } from "../invoices/compose";
import { finalize } from "../invoices/finalize";
import { attempt, paidOrThrown } from "../invoices/pay";
import { ask, declined } from "../money/cards";
import { methodFor } from "../objects/customers";
import { change, load } from "../objects/stored";
import type { InvoiceWire, SubscriptionWire } from "../objects/wires";

export const PAYMENT_BEHAVIORS = [
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
] as const;
export type PaymentBehavior = (typeof PAYMENT_BEHAVIORS)[number];

/** `error_if_incomplete`: asks the bank before anything is written, so that a refusal leaves no trace. */
export function refuseUnpayable(sandbox: Sandbox, subscription: SubscriptionWire, draft: InvoiceDraft): void {
  if (subscription.collection_method !== "charge_automatically") return;
  const { invoice } = compose(sandbox, "in_asked", draft);
  if (invoice.amount_due === 0) return;
  const method = methodFor(sandbox, draft.customer, undefined, subscription);
  if (!method) throw noMethod();
  const verdict = ask(sandbox, method, false);
  if (verdict.kind === "declined") throw declined(verdict.decline);
  if (verdict.kind === "action") {
    throw declined({
      code: "subscription_payment_intent_requires_action",
      declineCode: "authentication_required",
      message: "Payment for this subscription requires additional user action before it can be completed successfully.",
    });
  }
}

function noMethod() {
  return invalid(
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method.",
    undefined,
    "resource_missing",
  );
}

/** Finalizes and, unless payment waits for the buyer, tries to collect. */
export function collectNow(sandbox: Sandbox, draft: InvoiceWire, behavior: PaymentBehavior): InvoiceWire {
  const open = finalize(sandbox, draft);
  if (open.status !== "open" || open.collection_method !== "charge_automatically") return open;
  if (behavior === "default_incomplete") return open;
  const tried = attempt(sandbox, open, { offSession: false, automatic: false });
  return behavior === "error_if_incomplete" ? paidOrThrown(tried) : tried.invoice;
}

/** Names the invoice as the subscription's latest: its payment decides the status from now on. */
export function name(sandbox: Sandbox, subscription: SubscriptionWire, invoice: InvoiceWire): SubscriptionWire {
  return change(sandbox, load(sandbox, "subscription", subscription.id), { latest_invoice: invoice.id });
}
