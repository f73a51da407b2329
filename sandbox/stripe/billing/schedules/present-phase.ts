import type { Sandbox } from "../../types";
import { change, find } from "../objects/stored";
import type { SubscriptionWire } from "../objects/wires";

/** A subscription that is edited directly takes the present phase of its schedule along; later phases stay. */
export function updatePresentPhase(sandbox: Sandbox, subscription: SubscriptionWire): void {
  const schedule =
    subscription.schedule === null ? undefined : find(sandbox, "subscription_schedule", subscription.schedule);
  const start = schedule?.current_phase?.start_date;
  if (!schedule || start === undefined) return;
  const phases = schedule.phases.map((phase) => {
    if (phase.start_date !== start) return phase;
    const items = subscription.items.data.map(({ price, quantity }) => {
      const known = phase.items.find((item) => item.price === price.id) ?? phase.items[0];
      return { ...known, metadata: known?.metadata ?? {}, plan: price.id, price: price.id, quantity };
    });
    return { ...phase, items };
  });
  change(sandbox, schedule, { phases }, "subscription_schedule.updated");
}
