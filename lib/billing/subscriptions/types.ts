import type { LineState, PreviewState } from "@/lib/billing/stripe/types";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { PlanKey } from "@/lib/entitlements/types";

/** A row as JSON: instants are ISO 8601. */
export type Iso<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

/** A scheduled change at the period's end, as shown to people. */
export type Rescheduled = Pick<NonNullable<Subscription["scheduled"]>, "at" | "seats" | "interval">;

/** Money is integer minor units of `currency`; `unitAmount` is for one seat, or for the plan. */
export type SubscriptionView = Iso<
  Pick<Subscription, "id" | "status" | "interval" | "seats" | "unitAmount" | "currency" | "periodStart" | "periodEnd"> &
    Pick<Subscription, "trialEnd" | "cancelAt" | "endedAt" | "pendingUpdate" | "collection">
> & {
  plan: PlanKey;
  /** The price of one period without tax: `unitAmount` x seats, with add-ons. */
  recurringAmount: number | null;
  scheduled: Rescheduled | null;
};

/** A line of a present or future charge. */
export type PricedLine = Pick<LineState, "description" | "quantity" | "amount" | "proration">;

export type UpcomingView = Pick<PreviewState, "currency" | "subtotal" | "tax" | "total" | "amountDue"> & {
  at: string | null;
  lines: PricedLine[];
};
