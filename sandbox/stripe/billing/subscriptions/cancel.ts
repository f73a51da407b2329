import { noSuch } from "../../http/errors";
import { readFlag } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { subscriptionDraft } from "../invoices/for-subscription";
import { openDraft } from "../invoices/keep";
import { addPending, pendingLines } from "../invoices/pending";
import { allOf, load } from "../objects/stored";
import type { SubscriptionWire } from "../objects/wires";
import { collectNow, name } from "./collect";
import { endSubscription, isOver, stopCollecting } from "./end";
import { dropPendingUpdate } from "./pending-update";
import { creditOf } from "./plan-change";

/** Ends it now. `prorate` credits the unused time, `invoice_now` settles what waits; without it, it waits on. */
export function cancelSubscription(sandbox: Sandbox, id: string, input: Fields = {}): SubscriptionWire {
  const given = load(sandbox, "subscription", id);
  if (isOver(given)) throw noSuch("subscription", id, "id");
  const subscription = dropPendingUpdate(sandbox, given, false);
  if (readFlag(input, "prorate") && ["active", "past_due"].includes(subscription.status)) {
    const now = sandbox.clock.now();
    for (const item of subscription.items.data) {
      const line = creditOf(sandbox, item, now);
      if (line) addPending(sandbox, subscription.customer, line);
    }
  }
  const ended = endSubscription(sandbox, subscription, "cancellation_requested");
  if (readFlag(input, "invoice_now")) settleWaiting(sandbox, ended);
  return load(sandbox, "subscription", id);
}

/** The end that was set has come; what waited is on a last invoice. */
export function endAsSet(sandbox: Sandbox, subscription: SubscriptionWire): void {
  const settled = dropPendingUpdate(sandbox, subscription, false);
  settleWaiting(sandbox, endSubscription(sandbox, settled, "cancellation_requested"));
}

function settleWaiting(sandbox: Sandbox, subscription: SubscriptionWire): void {
  const lines = pendingLines(sandbox, subscription.customer, subscription.id);
  if (lines.length === 0) return;
  const now = sandbox.clock.now();
  const invoice = openDraft(
    sandbox,
    subscriptionDraft(sandbox, subscription, {
      reason: "subscription_update",
      lines,
      period: { start: now, end: now },
      at: now,
    }),
  );
  name(sandbox, subscription, invoice);
  collectNow(sandbox, invoice, "allow_incomplete");
}

/** A deleted customer has no subscriptions left, and nothing is collected any more. */
export function cancelSubscriptionsOf(sandbox: Sandbox, customer: string): void {
  const own = allOf(sandbox, "subscription").filter((one) => one.customer === customer && !isOver(one));
  for (const subscription of own) cancelSubscription(sandbox, subscription.id);
  const invoices = allOf(sandbox, "invoice").filter((one) => one.customer === customer);
  for (const invoice of invoices) stopCollecting(sandbox, invoice);
}
