import { numberOf, textOf } from "../../http/fields";
import type { Sandbox } from "../../types";
import type { Period } from "../maths/periods";
import { loadCustomer } from "../objects/customers";
import type { SubscriptionWire } from "../objects/wires";
import type { InvoiceDraft } from "./compose";
import type { DraftLine } from "./lines";

/** The draft of an invoice that a subscription causes. */
export function subscriptionDraft(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  of: {
    reason: string;
    lines: readonly DraftLine[];
    period: Period;
    at: number;
    prorationDate?: number | null;
    /** When it is finalized by itself; null for an invoice that is finalized in the same step, or not by itself. */
    finalizesAt?: number | null;
    autoAdvance?: boolean;
  },
): InvoiceDraft {
  return {
    customer: loadCustomer(sandbox, subscription.customer),
    subscription,
    reason: of.reason,
    lines: of.lines,
    currency: subscription.currency,
    period: of.period,
    at: of.at,
    collection: subscription.collection_method,
    daysUntilDue: numberOf(subscription.days_until_due) ?? null,
    automaticTax: subscription.automatic_tax.enabled,
    autoAdvance: of.autoAdvance ?? true,
    finalizesAt: of.finalizesAt ?? null,
    prorationDate: of.prorationDate ?? null,
    defaultPaymentMethod: null,
    description: textOf(subscription.description) ?? null,
    footer: null,
    customFields: null,
    metadata: {},
  };
}
