import type { Sandbox } from "../../types";
import type { InvoiceDraft } from "../invoices/compose";
import { subscriptionDraft } from "../invoices/for-subscription";
import { openDraft } from "../invoices/keep";
import type { DraftLine } from "../invoices/lines";
import { addPending, pendingLines } from "../invoices/pending";
import { change, load } from "../objects/stored";
import type { SubscriptionWire } from "../objects/wires";
import { updatePresentPhase } from "../schedules/present-phase";
import { collectNow, name, type PaymentBehavior } from "./collect";
import { awaitPayment, dropPendingUpdate, showPending } from "./pending-update";
import { currentPeriod, type PlannedChange } from "./plan-change";

/** What an update asks for: `fields` beside what was planned of the items. */
export type Update = { fields: Partial<SubscriptionWire>; planned: PlannedChange; behavior: PaymentBehavior };

/** Carries out what was planned: the items at once, or, where payment must come first, once it has come. */
export function applyChange(sandbox: Sandbox, given: SubscriptionWire, update: Update): SubscriptionWire {
  const { planned, behavior } = update;
  const subscription = dropPendingUpdate(sandbox, given, false);
  if (!planned.invoicesNow) {
    for (const line of planned.prorations) addPending(sandbox, subscription.customer, line);
    return edit(sandbox, subscription, update);
  }
  const waiting = pendingLines(sandbox, subscription.customer, subscription.id);
  const prorations = planned.prorations.map((line) => addPending(sandbox, subscription.customer, line));
  const draft = draftOf(sandbox, subscription, planned, prorations, waiting);
  if (behavior === "pending_if_incomplete") return waitForPayment(sandbox, subscription, planned, draft, waiting);
  const edited = edit(sandbox, subscription, update);
  const invoice = openDraft(sandbox, draft);
  name(sandbox, edited, invoice);
  const collected = collectNow(sandbox, invoice, behavior);
  const after = load(sandbox, "subscription", subscription.id);
  const unpaid = collected.status === "open" && after.status === "active" && behavior === "default_incomplete";
  return unpaid ? change(sandbox, after, { status: "past_due" }, "customer.subscription.updated") : after;
}

function draftOf(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  planned: PlannedChange,
  prorations: readonly DraftLine[],
  waiting: readonly DraftLine[] = pendingLines(sandbox, subscription.customer, subscription.id),
): InvoiceDraft {
  const now = sandbox.clock.now();
  return subscriptionDraft(sandbox, subscription, {
    reason: "subscription_update",
    lines: [...waiting, ...prorations, ...planned.regular],
    period: { start: now, end: now },
    at: now,
    prorationDate: planned.prorationDate,
  });
}

function waitForPayment(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  planned: PlannedChange,
  draft: InvoiceDraft,
  waiting: readonly DraftLine[],
): SubscriptionWire {
  const invoice = openDraft(sandbox, draft);
  const named = name(sandbox, subscription, invoice);
  const swept = waiting.flatMap(({ invoiceItem }) => (invoiceItem === null ? [] : [invoiceItem]));
  awaitPayment(sandbox, named, planned, invoice.id, swept);
  const collected = collectNow(sandbox, invoice, "pending_if_incomplete");
  const after = load(sandbox, "subscription", subscription.id);
  return collected.status === "paid" ? alignCancel(sandbox, after) : showPending(sandbox, after, planned);
}

function edit(sandbox: Sandbox, subscription: SubscriptionWire, { fields, planned }: Update): SubscriptionWire {
  const now = sandbox.clock.now();
  const starts = planned.status === "trialing" && subscription.trial_start === null;
  const edited: SubscriptionWire = {
    ...subscription,
    ...fields,
    items: { ...subscription.items, data: planned.items },
    billing_cycle_anchor: planned.anchor,
    trial_end: planned.trialEnd,
    trial_start: starts ? now : subscription.trial_start,
    status: planned.status,
  };
  const cancelAt = edited.cancel_at_period_end ? currentPeriod(edited).end : edited.cancel_at;
  const changed = change(sandbox, subscription, { ...edited, cancel_at: cancelAt }, "customer.subscription.updated");
  updatePresentPhase(sandbox, changed);
  return changed;
}

/** A subscription that ends with its period goes on doing so when its period moves. */
function alignCancel(sandbox: Sandbox, subscription: SubscriptionWire): SubscriptionWire {
  if (!subscription.cancel_at_period_end) return subscription;
  return change(sandbox, subscription, { cancel_at: currentPeriod(subscription).end }, "customer.subscription.updated");
}
