import type { Sandbox } from "../../types";
import { change, find } from "../objects/stored";
import type { InvoiceWire, SubscriptionWire } from "../objects/wires";
import { settingsOf } from "../settings";
import { endSubscription, subscriptionOfInvoice } from "./end";

export const pendingChangeId = (subscription: string): string => `pending:${subscription}`;

/** What a paid invoice does to its subscription. Only the latest invoice decides, as at Stripe. */
export function afterPaid(sandbox: Sandbox, invoice: InvoiceWire): void {
  const before = subscriptionOfInvoice(sandbox, invoice);
  if (!before || before.status === "canceled") return;
  if (applyPendingUpdate(sandbox, before, invoice) || before.latest_invoice !== invoice.id) return;
  const waiting = ["incomplete", "past_due", "unpaid"].includes(before.status);
  const now = sandbox.clock.now();
  if (!waiting) return;
  const inTrial = before.trial_end !== null && before.trial_end > now;
  change(sandbox, before, { status: inTrial ? "trialing" : "active" }, "customer.subscription.updated");
}

function applyPendingUpdate(sandbox: Sandbox, subscription: SubscriptionWire, invoice: InvoiceWire): boolean {
  const pending = find(sandbox, "pending_change", pendingChangeId(subscription.id));
  if (!pending || pending.invoice !== invoice.id) return false;
  sandbox.store.remove("pending_change", pending.id);
  const inTrial = pending.trialEnd !== null && pending.trialEnd > sandbox.clock.now();
  const applied = change(
    sandbox,
    subscription,
    {
      items: { ...subscription.items, data: pending.items },
      billing_cycle_anchor: pending.anchor,
      trial_end: pending.trialEnd,
      status: inTrial ? "trialing" : subscription.status === "trialing" ? "active" : subscription.status,
      pending_update: null,
    },
    "customer.subscription.updated",
  );
  sandbox.emit("customer.subscription.pending_update_applied", applied);
  return true;
}

/** What a failed try does to the subscription: an incomplete one stays so, and a pending update waits. */
export function afterFailed(sandbox: Sandbox, invoice: InvoiceWire): void {
  const subscription = subscriptionOfInvoice(sandbox, invoice);
  if (!subscription || !["active", "trialing"].includes(subscription.status)) return;
  if (find(sandbox, "pending_change", pendingChangeId(subscription.id))?.invoice === invoice.id) return;
  change(sandbox, subscription, { status: "past_due" }, "customer.subscription.updated");
}

/** The last retry failed: what happens now is a setting of the account. */
export function afterLastTry(sandbox: Sandbox, invoice: InvoiceWire): void {
  const subscription = subscriptionOfInvoice(sandbox, invoice);
  if (subscription?.status !== "past_due") return;
  const { final } = settingsOf(sandbox);
  if (final === "cancel") endSubscription(sandbox, subscription, "payment_failed");
  if (final === "unpaid") change(sandbox, subscription, { status: "unpaid" }, "customer.subscription.updated");
}

/** Automatic retries belong to an invoice of a running subscription. */
export function isRetried(sandbox: Sandbox, invoice: InvoiceWire): boolean {
  const subscription = subscriptionOfInvoice(sandbox, invoice);
  if (!subscription) return true;
  const pending = find(sandbox, "pending_change", pendingChangeId(subscription.id));
  return subscription.status !== "incomplete" && pending?.invoice !== invoice.id;
}
