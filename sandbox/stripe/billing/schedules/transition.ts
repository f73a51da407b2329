import type { Sandbox } from "../../types";
import { change, load } from "../objects/stored";
import type { PhaseWire, ScheduleWire, SubscriptionWire } from "../objects/wires";
import { currentPeriod } from "../subscriptions/plan-change";
import { changeSubscription } from "../subscriptions/update";
import { inPhase, itemsOfPhase, phaseFrom } from "./phases";
import { releaseSchedule } from "./schedule";

/** A phase ended: the next begins, or the schedule is over. */
export function transition(sandbox: Sandbox, schedule: ScheduleWire): void {
  const end = schedule.current_phase?.end_date ?? schedule.created;
  const next = phaseFrom(schedule.phases, end);
  const subscription = load(sandbox, "subscription", schedule.subscription ?? "");
  if (!next) {
    releaseSchedule(sandbox, schedule.id);
    return;
  }
  const current_phase = { start_date: next.start_date, end_date: next.end_date };
  change(sandbox, schedule, { current_phase }, "subscription_schedule.updated");
  if (currentPeriod(subscription).end <= sandbox.clock.now()) atBoundary(sandbox, subscription, next);
  else amid(sandbox, subscription, next);
}

/** The period ends with the phase: its renewal, due at the same instant, bills the new items in full. */
function atBoundary(sandbox: Sandbox, subscription: SubscriptionWire, phase: PhaseWire): void {
  const { items, billing_cycle_anchor } = inPhase(sandbox, subscription, phase);
  change(sandbox, subscription, { items, billing_cycle_anchor }, "customer.subscription.updated");
}

function amid(sandbox: Sandbox, subscription: SubscriptionWire, phase: PhaseWire): void {
  const wanted = itemsOfPhase(sandbox, subscription, phase);
  const gone = subscription.items.data.filter((item) => !wanted.some(({ id }) => id === item.id));
  const known = (id: string) => subscription.items.data.some((item) => item.id === id);
  changeSubscription(sandbox, subscription.id, {
    items: [
      ...wanted.map(({ id, price, quantity }) => ({ ...(known(id) ? { id } : {}), price: price.id, quantity })),
      ...gone.map(({ id }) => ({ id, deleted: true })),
    ],
    proration_behavior: phase.proration_behavior,
  });
}
