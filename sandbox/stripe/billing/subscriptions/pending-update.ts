import type { Sandbox } from "../../types";
import { voidInvoice } from "../invoices/close";
import { HOUR } from "../invoices/keep";
import { change, find } from "../objects/stored";
import type { InvoiceWire, PendingChangeWire, SubscriptionWire } from "../objects/wires";
import { currentPeriod, type PlannedChange } from "./plan-change";
import { pendingChangeId } from "./standing";

const HOURS_TO_PAY = 23;

/** Remembers what the paid invoice will change. Stored before the try, so that a payment at once applies it. */
export function awaitPayment(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  planned: PlannedChange,
  invoice: string,
  swept: string[],
): void {
  const pending: PendingChangeWire = {
    id: pendingChangeId(subscription.id),
    object: "pending_change",
    invoice,
    items: planned.items,
    anchor: planned.anchor,
    trialEnd: planned.trialEnd,
    swept,
  };
  sandbox.store.put(pending);
}

/** Shows the waiting change on the subscription, once it is clear that it waits. */
export function showPending(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  planned: PlannedChange,
): SubscriptionWire {
  const now = sandbox.clock.now();
  const pending_update = {
    billing_cycle_anchor: planned.anchor === subscription.billing_cycle_anchor ? null : planned.anchor,
    cancel_at_period_end: null,
    discount: null,
    discounts: null,
    expires_at: Math.min(now + HOURS_TO_PAY * HOUR, Math.max(currentPeriod(subscription).end, now)),
    metadata: null,
    subscription_items: planned.items,
    trial_end: planned.trialEnd === subscription.trial_end ? null : planned.trialEnd,
    trial_from_plan: null,
  };
  return change(sandbox, subscription, { pending_update }, "customer.subscription.updated");
}

/** The change is off: its invoice is void, and what had waited before waits again. */
export function dropPendingUpdate(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  expired: boolean,
): SubscriptionWire {
  const pending = find(sandbox, "pending_change", pendingChangeId(subscription.id));
  if (!pending && subscription.pending_update === null) return subscription;
  sandbox.store.remove("pending_change", pendingChangeId(subscription.id));
  const invoice = pending && find(sandbox, "invoice", pending.invoice);
  if (invoice && isOwed(invoice)) voidInvoice(sandbox, invoice);
  for (const id of pending?.swept ?? []) {
    const item = find(sandbox, "invoiceitem", id);
    if (item) change(sandbox, item, { invoice: null });
  }
  const dropped = change(sandbox, subscription, { pending_update: null }, "customer.subscription.updated");
  if (expired) sandbox.emit("customer.subscription.pending_update_expired", dropped);
  return dropped;
}

function isOwed({ status }: InvoiceWire): boolean {
  return status === "open" || status === "uncollectible";
}
