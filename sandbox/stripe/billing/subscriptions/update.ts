import { invalid } from "../../http/errors";
import { readOneOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { change, load } from "../objects/stored";
import type { SubscriptionWire } from "../objects/wires";
import { applyChange } from "./apply-change";
import { PAYMENT_BEHAVIORS } from "./collect";
import { isOver } from "./end";
import { readCancellation, readSettings } from "./fields";
import { currentPeriod, planChange } from "./plan-change";

const MOVES_MONEY = ["items", "trial_end"];
/** https://docs.stripe.com/billing/subscriptions/pending-updates-reference */
const ALLOWED_WHILE_PENDING = [
  "expand",
  "payment_behavior",
  "proration_behavior",
  "proration_date",
  "off_session",
  "billing_cycle_anchor",
  "items",
  "trial_end",
  "trial_from_plan",
];

/** Parameters as `POST /v1/subscriptions/:id` takes them. */
export function changeSubscription(sandbox: Sandbox, id: string, input: Fields): SubscriptionWire {
  const subscription = load(sandbox, "subscription", id);
  const behavior = readOneOf(input, "payment_behavior", PAYMENT_BEHAVIORS) ?? "allow_incomplete";
  const given = Object.keys(input);
  if (isOver(subscription) && given.some((name) => name !== "metadata")) {
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.", given[0]);
  }
  const refused = given.find((name) => !ALLOWED_WHILE_PENDING.includes(name));
  if (behavior === "pending_if_incomplete" && refused !== undefined) {
    throw invalid(
      `When \`payment_behavior\` is set to \`pending_if_incomplete\` you can only pass parameters supported by pending updates: ${ALLOWED_WHILE_PENDING.join(", ")}.`,
      refused,
    );
  }
  const now = sandbox.clock.now();
  const movesMoney = given.some((name) => MOVES_MONEY.includes(name));
  if (movesMoney && subscription.status === "incomplete") {
    throw invalid(
      "You cannot update a subscription in `incomplete` status in such a way that results in a new invoice.",
      given.find((name) => MOVES_MONEY.includes(name)),
    );
  }
  const period = currentPeriod(subscription);
  const fields = {
    ...readSettings(sandbox, subscription, input),
    ...readCancellation(subscription, input, { now, periodEnd: period.end }),
  };
  if (!movesMoney) return change(sandbox, subscription, fields, "customer.subscription.updated");
  const planned = planChange(sandbox, { ...subscription, ...fields }, input, now);
  return applyChange(sandbox, subscription, { fields, planned, behavior });
}
