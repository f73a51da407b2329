import { type PriceWire, readPrice } from "@/lib/billing/stripe/read-price";
import type { ItemState, ScheduledState, SubscriptionState } from "@/lib/billing/stripe/types";
import { idOf, instant, instantOrNull } from "@/lib/billing/stripe/wire-values";

export type ItemWire = {
  id: string;
  price: PriceWire;
  quantity?: number;
  current_period_start: number;
  current_period_end: number;
};

export type SubscriptionWire = {
  id: string;
  status: string;
  livemode: boolean;
  currency: string;
  collection_method: string;
  metadata: Readonly<Record<string, string>>;
  start_date: number;
  trial_end: number | null;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  ended_at: number | null;
  schedule: string | { id: string } | null;
  pending_update: {
    expires_at: number;
    subscription_items: readonly { price: { lookup_key: string | null }; quantity?: number }[] | null;
  } | null;
};

export type ScheduleWire = {
  status: string;
  end_behavior: string;
  current_phase: { end_date: number } | null;
  phases: readonly {
    start_date: number;
    end_date: number;
    items: readonly { price: string | { id: string; lookup_key?: string | null }; quantity?: number }[];
  }[];
};

/** `items` holds all pages; `schedule` is the one that the subscription names. */
export function readSubscription(
  subscription: SubscriptionWire,
  items: readonly ItemWire[],
  schedule: ScheduleWire | null,
): SubscriptionState {
  const read = items.map(readItem);
  const pending = subscription.pending_update;
  return {
    id: subscription.id,
    status: subscription.status,
    livemode: subscription.livemode,
    items: read,
    currency: subscription.currency,
    collection: subscription.collection_method === "send_invoice" ? "send_invoice" : "charge_automatically",
    metadata: subscription.metadata,
    startedAt: instant(subscription.start_date),
    trialEnd: instantOrNull(subscription.trial_end),
    cancelAt: cancelAtOf(subscription, read, schedule),
    canceledAt: instantOrNull(subscription.canceled_at),
    endedAt: instantOrNull(subscription.ended_at),
    scheduleId: idOf(subscription.schedule),
    scheduled: schedule && readScheduled(schedule),
    pendingUpdate: pending && {
      expiresAt: instant(pending.expires_at),
      items: (pending.subscription_items ?? []).map(({ price, quantity }) => ({
        lookupKey: price.lookup_key,
        quantity: quantity ?? 0,
      })),
    },
  };
}

/** A metered item has no quantity: it counts as 0, so that it never grants anything. */
function readItem(item: ItemWire): ItemState {
  return {
    itemId: item.id,
    price: readPrice(item.price),
    quantity: item.quantity ?? 0,
    periodStart: instant(item.current_period_start),
    periodEnd: instant(item.current_period_end),
  };
}

/** A date, the flag, or a schedule that ends with its last phase: each ends the subscription. */
function cancelAtOf(
  { cancel_at, cancel_at_period_end }: SubscriptionWire,
  items: readonly ItemState[],
  schedule: ScheduleWire | null,
): Date | null {
  if (cancel_at !== null) return instant(cancel_at);
  if (cancel_at_period_end && items.length > 0)
    return new Date(Math.max(...items.map((one) => one.periodEnd.getTime())));
  const last = schedule && isAhead(schedule) && schedule.end_behavior === "cancel" ? schedule.phases.at(-1) : undefined;
  return last ? instant(last.end_date) : null;
}

/** The next phase; null when the schedule changes nothing more. */
function readScheduled(schedule: ScheduleWire): ScheduledState | null {
  const until = schedule.current_phase?.end_date;
  if (!isAhead(schedule) || until === undefined) return null;
  const next = schedule.phases.find(({ start_date }) => start_date >= until);
  if (!next) return null;
  return {
    at: instant(next.start_date),
    items: next.items.map(({ price, quantity }) => ({
      lookupKey: typeof price === "string" ? null : (price.lookup_key ?? null),
      quantity: quantity ?? 0,
    })),
  };
}

function isAhead({ status }: ScheduleWire): boolean {
  return status === "active" || status === "not_started";
}
