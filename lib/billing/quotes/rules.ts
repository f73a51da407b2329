import { planDefinition } from "@/lib/entitlements/catalogue";
import type { PlanDefinition, PriceDefinition } from "@/lib/entitlements/plans";
import type { Interval, PlanKey } from "@/lib/entitlements/types";

/** Stripe accepts a later start only from 48 hours ahead on, and is asked up to ten minutes after the quote. */
const EARLIEST_LATER_START_MS = 48.25 * 3_600_000;

/** Whether a purchase can still wait for the end of a trial. */
export function canStartLater(trialEndsAt: Date, at: Date): boolean {
  return trialEndsAt.getTime() >= at.getTime() + EARLIEST_LATER_START_MS;
}

/** The price of a plan for an interval; null when it is not sold by that interval. */
export function priceOf(plan: PlanKey, interval: Interval, version?: number): PriceDefinition | null {
  return planDefinition(plan, version).prices.find((price) => price.interval === interval) ?? null;
}

/** The fewest seats that a plan is sold with. */
export function leastSeats({ values }: PlanDefinition): number {
  return typeof values.seats === "number" ? values.seats : 1;
}
