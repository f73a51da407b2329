import { find, load } from "../../billing/objects/stored";
import type { ItemWire, PriceWire, SubscriptionWire } from "../../billing/objects/wires";
import { BILLING_ROUTES } from "../../billing/routes";
import { currentPeriod } from "../../billing/subscriptions/plan-change";
import type { Fields, Sandbox } from "../../types";
import { callApi } from "../api-call";

const SCHEDULES = "/v1/subscription_schedules";

function itemInput(item: ItemWire, price: string, quantity: number): Fields {
  return { price, quantity: String(quantity), metadata: item.metadata };
}

/** A change that waits: the items stay until the period's end, and the subscription goes on with the new ones. */
export function scheduleChange(
  sandbox: Sandbox,
  given: SubscriptionWire,
  item: ItemWire,
  price: PriceWire,
  quantity: number,
): void {
  const subscription = withoutSchedule(sandbox, given);
  const made = callApi(sandbox, BILLING_ROUTES, SCHEDULES, {}, { from_subscription: subscription.id });
  const { start, end } = currentPeriod(subscription);
  const items = subscription.items.data;
  const now = items.map((one) => itemInput(one, one.price.id, one.quantity));
  const later = items.map((one) =>
    one.id === item.id ? itemInput(one, price.id, quantity) : itemInput(one, one.price.id, one.quantity),
  );
  callApi(
    sandbox,
    BILLING_ROUTES,
    `${SCHEDULES}/:id`,
    { id: String(made.id) },
    {
      end_behavior: "release",
      proration_behavior: "none",
      phases: [
        { start_date: String(start), end_date: String(end), items: now, proration_behavior: "none" },
        {
          start_date: String(end),
          items: later,
          proration_behavior: "none",
          duration: { interval: price.recurring?.interval ?? "month", interval_count: "1" },
        },
      ],
    },
  );
}

/** What was scheduled before is off: the newer choice counts. */
export function withoutSchedule(sandbox: Sandbox, subscription: SubscriptionWire): SubscriptionWire {
  const id = subscription.schedule;
  if (id === null || !find(sandbox, "subscription_schedule", id)) return subscription;
  callApi(sandbox, BILLING_ROUTES, `${SCHEDULES}/:id/release`, { id }, {});
  return load(sandbox, "subscription", subscription.id);
}
