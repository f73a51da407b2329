import { INTERVAL_WORDS, inSeats } from "@/lib/billing/quotes/words";
import type { BillingStanding, RunningSubscription } from "@/lib/billing/subscriptions/standing";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { isOwing, isRenewing } from "@/lib/entitlements/subscription-status";
import { conflict } from "@/lib/errors";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { formatDay } from "@/lib/time";

/** Returns the subscription to change. Errors: CONFLICT when none runs that customers can change themselves. */
export function runningOf({ subscription, other, contract, account, trial }: BillingStanding): RunningSubscription {
  if (subscription) return subscription;
  if (other === "contract" || contract) {
    throw conflict(`@${account.handle} is billed by contract. Ask ${REGISTRY_ADMINISTRATOR} to change it.`);
  }
  if (other === "parked") {
    throw conflict(`The subscription has a price that this registry does not sell. Contact ${REGISTRY_ADMINISTRATOR}.`);
  }
  if (trial) throw conflict("You have no subscription yet. The trial ends automatically and charges nothing.");
  throw conflict(`@${account.handle} has no subscription. Choose a plan first.`);
}

export function assertChangeable({ pendingUpdate, status }: RunningSubscription): void {
  if (pendingUpdate) {
    throw conflict(
      `A change is waiting for payment until ${formatDay(pendingUpdate.expiresAt)}. Pay its invoice first.`,
    );
  }
  if (!isRenewing(status)) {
    throw conflict("An invoice of this subscription is not paid. Pay it first, then change the subscription.");
  }
}

/** Stripe looks only at the newest invoice: paying one for a change would hide an older debt. */
export function assertPaid({ status }: RunningSubscription, then: string): void {
  if (isOwing(status)) {
    throw conflict(`An invoice of this subscription is not paid. Pay it first, then ${then}.`);
  }
}

export function planNameOf({ plan, planVersion }: RunningSubscription): string {
  return planDefinition(plan, planVersion).name;
}

/** Says that this change replaces a scheduled one; empty when none is scheduled. */
export function replacedWords({ scheduleId, scheduled, seats, interval }: RunningSubscription): string[] {
  if (!scheduleId) return [];
  const to = [
    ...(scheduled?.seats && scheduled.seats !== seats ? [inSeats(scheduled.seats)] : []),
    ...(scheduled?.interval && scheduled.interval !== interval
      ? [`${INTERVAL_WORDS[scheduled.interval]} billing`]
      : []),
  ];
  return [`It replaces the scheduled change${to.length > 0 ? ` to ${to.join(" and ")}` : ""}.`];
}
