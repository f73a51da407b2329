import "server-only";
import type Stripe from "stripe";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";
import { soldAs } from "@/lib/billing/stripe/prices";
import { idOf, instant } from "@/lib/billing/stripe/wire-values";
import type { Interval } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";

const AHEAD = ["active", "not_started"];

/**
 * Schedules a price and quantity of the plan's item from the end of the present period on, without a charge now.
 * Replaces an earlier schedule. Errors: UPSTREAM, UNAVAILABLE, CONFLICT.
 */
export async function scheduleChange(input: {
  subscriptionId: string;
  itemId: string;
  lookupKey: string;
  quantity: number;
  idempotencyKey: string;
}): Promise<{ scheduleId: string; at: Date }> {
  const { subscriptionId, itemId, lookupKey, quantity, idempotencyKey } = input;
  const { priceId, interval } = await soldAs(lookupKey);
  return callStripe("subscription_schedules.update", async () => {
    const subscription = await stripeClient().subscriptions.retrieve(subscriptionId);
    const item = subscription.items.data.find(({ id }) => id === itemId);
    if (!item)
      throw new AppError("CONFLICT", { message: "The subscription has changed. Reload the page and try again." });

    const schedule = await scheduleOf(subscription, idempotencyKey);
    const phases = plannedPhases({
      startsAt: schedule.current_phase?.start_date ?? item.current_period_start,
      changesAt: item.current_period_end,
      trialEnd: subscription.trial_end,
      items: subscription.items.data,
      changed: { itemId, priceId, quantity },
      interval,
    });
    const end = { end_behavior: "release", proration_behavior: "none" } as const;
    await stripeClient().subscriptionSchedules.update(schedule.id, { phases, ...end }, { idempotencyKey });

    return { scheduleId: schedule.id, at: instant(item.current_period_end) };
  });
}

/** Withdraws the scheduled change; the subscription continues. A repeat changes nothing. Errors: UPSTREAM. */
export async function releaseSchedule(scheduleId: string): Promise<void> {
  await callStripe("subscription_schedules.release", async () => {
    const { status } = await stripeClient().subscriptionSchedules.retrieve(scheduleId);
    if (AHEAD.includes(status)) await stripeClient().subscriptionSchedules.release(scheduleId);
  });
}

async function scheduleOf({ id, schedule }: Stripe.Subscription, idempotencyKey: string) {
  const known = idOf(schedule);
  if (known !== null) return stripeClient().subscriptionSchedules.retrieve(known);
  return stripeClient().subscriptionSchedules.create(
    { from_subscription: id },
    { idempotencyKey: `${idempotencyKey}:schedule` },
  );
}

type Planned = {
  startsAt: number;
  changesAt: number;
  trialEnd: number | null;
  items: readonly { id: string; price: { id: string }; quantity?: number }[];
  changed: { itemId: string; priceId: string; quantity: number };
  interval: Interval;
};

/** The present phase unchanged, then one period of the change; afterwards the subscription continues by itself. */
export function plannedPhases({ startsAt, changesAt, trialEnd, items, changed, interval }: Planned) {
  const trial = trialEnd !== null && trialEnd > startsAt && trialEnd <= changesAt ? { trial_end: trialEnd } : {};
  const next = { price: changed.priceId, quantity: changed.quantity };
  return [
    { items: items.map(phaseItem), start_date: startsAt, end_date: changesAt, ...trial },
    {
      items: items.map((item) => (item.id === changed.itemId ? next : phaseItem(item))),
      start_date: changesAt,
      duration: { interval, interval_count: 1 },
    },
  ];
}

function phaseItem({ price, quantity }: { price: { id: string }; quantity?: number }) {
  return { price: price.id, ...(quantity !== undefined && { quantity }) };
}
