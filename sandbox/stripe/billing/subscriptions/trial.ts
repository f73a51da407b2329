import type { Sandbox } from "../../types";
import { loadCustomer, methodFor } from "../objects/customers";
import { change } from "../objects/stored";
import type { SubscriptionWire } from "../objects/wires";
import { endSubscription } from "./end";
import { renew } from "./renew";
import { pauseFields } from "./standing";

/** The trial's time is over. Without a card it ends as `trial_settings` says; else the first paid period begins. */
export function endTrial(sandbox: Sandbox, subscription: SubscriptionWire): SubscriptionWire {
  const { missing_payment_method: missing } = subscription.trial_settings.end_behavior;
  const method = methodFor(sandbox, loadCustomer(sandbox, subscription.customer), undefined, subscription);
  const stuck = subscription.collection_method === "charge_automatically" && !method;
  if (stuck && missing === "cancel") return endSubscription(sandbox, subscription, "cancellation_requested");
  if (stuck && missing === "pause") {
    const fields = pauseFields(sandbox, "trial_end_without_payment_method");
    const paused = change(sandbox, subscription, fields, "customer.subscription.updated");
    sandbox.emit("customer.subscription.paused", paused);
    return paused;
  }
  return renew(sandbox, subscription, { status: "active" });
}
