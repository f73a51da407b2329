import { invalid } from "../../http/errors";
import { readOneOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { subscriptionDraft } from "../invoices/for-subscription";
import { openDraft } from "../invoices/keep";
import { regularLine } from "../invoices/lines";
import { pendingLines } from "../invoices/pending";
import { boundary } from "../maths/periods";
import { cadenceOf } from "../objects/prices";
import { readAnchorType } from "../objects/rows";
import { change, load } from "../objects/stored";
import type { SubscriptionWire } from "../objects/wires";
import { collectNow } from "./collect";
import { periodOf, withPeriod } from "./plan-change";

const BEHAVIORS = ["resume_on_payment_attempt", "resume_on_payment_success"] as const;

/** A paused subscription goes on once the invoice of its next period is paid, or with the try to pay it. */
export function resumeSubscription(sandbox: Sandbox, id: string, input: Fields): SubscriptionWire {
  const subscription = load(sandbox, "subscription", id);
  if (subscription.status !== "paused") {
    throw invalid(`Only a paused subscription can be resumed. This one is ${subscription.status}.`, "subscription");
  }
  const now = sandbox.clock.now();
  const keeps = readAnchorType(input) === "unchanged";
  const running = keeps && subscription.items.data.every((item) => item.current_period_end > now);
  if (running) return goOn(sandbox, subscription);
  const items = subscription.items.data.map((item) =>
    withPeriod(item, { start: now, end: boundary(now, cadenceOf(item.price, "items"), 1) }),
  );
  const invoice = openDraft(
    sandbox,
    subscriptionDraft(sandbox, subscription, {
      reason: "subscription_update",
      lines: [
        ...pendingLines(sandbox, subscription.customer, subscription.id),
        ...items.map((item) => regularLine(sandbox, item, periodOf(item))),
      ],
      period: { start: now, end: now },
      at: now,
    }),
  );
  change(
    sandbox,
    subscription,
    { items: { ...subscription.items, data: items }, billing_cycle_anchor: now, latest_invoice: invoice.id },
    "customer.subscription.updated",
  );
  if (readOneOf(input, "payment_behavior", BEHAVIORS) === "resume_on_payment_attempt") {
    goOn(sandbox, load(sandbox, "subscription", id));
  }
  collectNow(sandbox, invoice, "allow_incomplete");
  return load(sandbox, "subscription", id);
}

function goOn(sandbox: Sandbox, subscription: SubscriptionWire): SubscriptionWire {
  const fields = { status: "active", status_details: undefined };
  const running = change(sandbox, subscription, fields, "customer.subscription.updated");
  sandbox.emit("customer.subscription.resumed", running);
  return running;
}
