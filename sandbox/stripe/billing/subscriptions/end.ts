import { fieldsOf, textOf } from "../../http/fields";
import type { Sandbox } from "../../types";
import { allOf, change, find } from "../objects/stored";
import type { InvoiceWire, SubscriptionWire } from "../objects/wires";

export type EndReason = "cancellation_requested" | "payment_failed" | "payment_disputed";

export function isOver(subscription: SubscriptionWire): boolean {
  return subscription.status === "canceled" || subscription.status === "incomplete_expired";
}

export function subscriptionOfInvoice(sandbox: Sandbox, invoice: InvoiceWire): SubscriptionWire | undefined {
  const id = textOf(fieldsOf(fieldsOf(invoice.parent).subscription_details).subscription);
  return id === undefined ? undefined : find(sandbox, "subscription", id);
}

/** The subscription is over for good. What it still owes stays owed, but is not collected by itself any more. */
export function endSubscription(sandbox: Sandbox, subscription: SubscriptionWire, reason: EndReason): SubscriptionWire {
  const now = sandbox.clock.now();
  for (const invoice of invoicesOf(sandbox, subscription.id)) stopCollecting(sandbox, invoice);
  endSchedule(sandbox, subscription, reason);
  return change(
    sandbox,
    subscription,
    {
      status: "canceled",
      canceled_at: subscription.canceled_at ?? now,
      ended_at: now,
      pending_update: null,
      schedule: null,
      cancellation_details: { ...subscription.cancellation_details, reason },
    },
    "customer.subscription.deleted",
  );
}

export function stopCollecting(sandbox: Sandbox, invoice: InvoiceWire): void {
  if (invoice.status !== "draft" && invoice.status !== "open") return;
  const fields = { auto_advance: false, next_payment_attempt: null, automatically_finalizes_at: null };
  change(sandbox, invoice, fields, "invoice.updated");
}

export function invoicesOf(sandbox: Sandbox, subscription: string): readonly InvoiceWire[] {
  return allOf(sandbox, "invoice").filter(
    (invoice) => textOf(fieldsOf(fieldsOf(invoice.parent).subscription_details).subscription) === subscription,
  );
}

function endSchedule(sandbox: Sandbox, subscription: SubscriptionWire, reason: EndReason): void {
  const schedule =
    subscription.schedule === null ? undefined : find(sandbox, "subscription_schedule", subscription.schedule);
  if (!schedule || (schedule.status !== "active" && schedule.status !== "not_started")) return;
  const aborted = reason === "payment_failed";
  change(
    sandbox,
    schedule,
    { status: "canceled", canceled_at: sandbox.clock.now(), current_phase: null },
    aborted ? "subscription_schedule.aborted" : "subscription_schedule.canceled",
  );
}
