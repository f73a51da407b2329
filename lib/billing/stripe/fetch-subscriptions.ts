import "server-only";
import type Stripe from "stripe";
import { allOf, collect, PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { readSubscription } from "@/lib/billing/stripe/read-subscription";
import type { SubscriptionState } from "@/lib/billing/stripe/types";
import { idOf } from "@/lib/billing/stripe/wire-values";
import { log } from "@/lib/logger";

/** Reads every subscription the customer ever had, newest first, with all items and its schedule. */
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
