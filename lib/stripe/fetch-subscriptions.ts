import "server-only";
import type Stripe from "stripe";
import { log } from "@/lib/logger";
import { allOf, collect, PAGE } from "./all-pages";
import { stripeClient } from "./client";
import { readSubscription } from "./read-subscription";
import type { SubscriptionState } from "./types";
import { idOf } from "./wire-values";

/** Every subscription the customer ever had, the newest first, with all items and what its schedule says. */
export async function fetchSubscriptions(customerId: string) {
  const subscriptions = await collect(
    stripeClient().subscriptions.list({
      customer: customerId,
      status: "all",
      limit: PAGE,
      expand: ["data.default_payment_method"],
    }),
  );
  return Promise.all(subscriptions.map(complete));
}

async function complete(subscription: Stripe.Subscription): Promise<{
  state: SubscriptionState;
  paymentMethod: Stripe.Subscription["default_payment_method"];
}> {
  const untaxed = subscription.automatic_tax.disabled_reason;
  if (untaxed !== null) log().warn({ subscription: subscription.id, untaxed }, "Stripe stopped to calculate its tax");
  const [items, schedule] = await Promise.all([
    allOf(subscription.items, () =>
      stripeClient().subscriptionItems.list({ subscription: subscription.id, limit: PAGE }),
    ),
    scheduleOf(idOf(subscription.schedule)),
  ]);
  return {
    state: readSubscription(subscription, items, schedule),
    paymentMethod: subscription.default_payment_method,
  };
}

async function scheduleOf(id: string | null): Promise<Stripe.SubscriptionSchedule | null> {
  if (id === null) return null;
  return stripeClient().subscriptionSchedules.retrieve(id, { expand: ["phases.items.price"] });
}
