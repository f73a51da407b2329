import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import { ADD_ONS } from "@/lib/entitlements/plans";

export type Bought = Pick<Subscription, "seats" | "interval" | "addOns">;

/** The price of one period without tax in minor units, with the add-ons that are charged in the same interval. */
export function periodAmount(unitAmount: number, { seats, interval, addOns }: Bought): number {
  return addOns.reduce(
    (sum, { key, quantity }) => {
      const { price } = ADD_ONS[key];
      return price.interval === interval ? sum + price.amountCents * quantity : sum;
    },
    unitAmount * (seats ?? 1),
  );
}

/** The price of the present period; null while the price of the plan is unknown. */
export function recurringAmountOf(subscription: Bought & Pick<Subscription, "unitAmount">): number | null {
  const { unitAmount } = subscription;
  return unitAmount === null ? null : periodAmount(unitAmount, subscription);
}
