import type { Sandbox } from "../../types";
import { finalize } from "../invoices/finalize";
import { subscriptionDraft } from "../invoices/for-subscription";
import { HOUR, openDraft } from "../invoices/keep";
import { type DraftLine, regularLine } from "../invoices/lines";
import { attempt } from "../invoices/pay";
import { pendingLines } from "../invoices/pending";
import { type Period, periodAt } from "../maths/periods";
import { cadenceOf } from "../objects/prices";
import { change } from "../objects/stored";
import type { InvoiceWire, ItemWire, SubscriptionWire } from "../objects/wires";
import { currentPeriod, periodOf, withPeriod } from "./plan-change";

/** The items whose period ends at `end`, moved into their next one, each with its line. */
export function nextCycle(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
): { items: ItemWire[]; lines: DraftLine[]; ended: Period } {
  const ended = currentPeriod(subscription);
  const lines: DraftLine[] = [];
  const items = subscription.items.data.map((item) => {
    if (item.current_period_end > ended.end) return item;
    const period = periodAt(subscription.billing_cycle_anchor, cadenceOf(item.price, "items"), ended.end);
    const moved = withPeriod(item, period);
    lines.push(regularLine(sandbox, moved, periodOf(moved)));
    return moved;
  });
  return { items, lines, ended };
}

/** A period ended: the next begins with `fields`, and its invoice is a draft for an hour. */
export function renew(
  sandbox: Sandbox,
  before: SubscriptionWire,
  fields: Partial<SubscriptionWire> = {},
): SubscriptionWire {
  const subscription: SubscriptionWire = { ...before, ...fields };
  const { items, lines, ended } = nextCycle(sandbox, subscription);
  const now = sandbox.clock.now();
  const held = subscription.status === "unpaid";
  const invoice = openDraft(
    sandbox,
    subscriptionDraft(sandbox, subscription, {
      reason: "subscription_cycle",
      lines: [...pendingLines(sandbox, subscription.customer, subscription.id), ...lines],
      period: ended,
      at: now,
      finalizesAt: held ? null : now + HOUR,
      autoAdvance: !held,
    }),
  );
  const cancelAt = subscription.cancel_at_period_end ? currentPeriodEnd(items) : subscription.cancel_at;
  return change(
    sandbox,
    before,
    { ...fields, items: { ...subscription.items, data: items }, latest_invoice: invoice.id, cancel_at: cancelAt },
    "customer.subscription.updated",
  );
}

function currentPeriodEnd(items: readonly ItemWire[]): number {
  return Math.min(...items.map((item) => item.current_period_end));
}

/** The hour is over: the draft is owed, and collected where nobody has to be asked. */
export function advanceDraft(sandbox: Sandbox, draft: InvoiceWire): void {
  const open = finalize(sandbox, draft);
  if (open.status !== "open" || open.collection_method !== "charge_automatically") return;
  attempt(sandbox, open, { offSession: true, automatic: true });
}
