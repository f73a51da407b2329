import type { Following } from "@/lib/billing/quotes/downgrade-impact";
import type { RunningSubscription } from "@/lib/billing/subscriptions/standing";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { PriceDefinition } from "@/lib/entitlements/plans";
import type { Interval, PlanKey } from "@/lib/entitlements/types";

/** The one thing that is asked of Stripe when a quote is carried out. */
export type QuoteStep =
  | { act: "checkout"; plan: PlanKey; lookupKey: string; quantity: number; minimum: number; trialEnd: Date | null }
  /** At once, with what is left of the period set off. `lookupKey` null keeps the price. */
  | { act: "change"; lookupKey: string | null; quantity: number }
  | { act: "schedule"; lookupKey: string; quantity: number }
  | { act: "cancel" }
  | { act: "resume" }
  | { act: "end_trial" }
  | { act: "release"; scheduleId: string };

/** A quote before its price: what would be done, and what the customer is told of it. */
export type QuotePlan = {
  step: QuoteStep;
  /** What later periods cost: of which price, how many of it, and from when. Null when nothing is renewed. */
  renewal: { interval: Interval; quantity: number; from: Date | null } | null;
  /** Null is now. */
  effectiveAt: Date | null;
  changes: string[];
  /** What the account has afterwards, where that is less. */
  following: Following | null;
};

/** The price of a plan as it is sold by this interval; null for one that is not sold so. */
export function priceOf(plan: PlanKey, interval: Interval, version?: number): PriceDefinition | null {
  return planDefinition(plan, version).prices.find((price) => price.interval === interval) ?? null;
}

export function planNameOf({ plan, planVersion }: Pick<RunningSubscription, "plan" | "planVersion">): string {
  return planDefinition(plan, planVersion).name;
}

export const inSeats = (count: number): string => (count === 1 ? "1 seat" : `${count} seats`);
export const INTERVAL_WORDS = { month: "monthly", year: "yearly" } as const satisfies Record<Interval, string>;
