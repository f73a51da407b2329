import { compose } from "../../billing/invoices/compose";
import { subscriptionDraft } from "../../billing/invoices/for-subscription";
import { pendingLines } from "../../billing/invoices/pending";
import type { LineWire, SubscriptionWire } from "../../billing/objects/wires";
import { planChange } from "../../billing/subscriptions/plan-change";
import type { Fields, Sandbox } from "../../types";

export type ChangePreview = {
  /** Charged by the change itself; prorations that wait for the next invoice are not. */
  dueNow: number;
  tax: number;
  lines: readonly LineWire[];
};

/** What the change would cost, composed as the change itself does it. */
export function previewChange(sandbox: Sandbox, subscription: SubscriptionWire, input: Fields): ChangePreview {
  const now = sandbox.clock.now(subscription);
  const planned = planChange(sandbox, subscription, input, now);
  const waiting = planned.invoicesNow ? pendingLines(sandbox, subscription.customer, subscription.id) : [];
  const draft = subscriptionDraft(sandbox, subscription, {
    reason: "subscription_update",
    lines: [...waiting, ...planned.prorations, ...planned.regular],
    period: { start: now, end: now },
    at: now,
    prorationDate: planned.prorationDate,
  });
  const { invoice, lines } = compose(sandbox, "in_preview", draft);
  return {
    dueNow: planned.invoicesNow ? invoice.amount_due : 0,
    tax: invoice.total - invoice.subtotal,
    lines,
  };
}
