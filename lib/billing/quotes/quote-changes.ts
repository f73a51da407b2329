import { INTERVAL_WORDS, inSeats, planNameOf, priceOf, type QuotePlan } from "@/lib/billing/quotes/quote-step";
import type { BillingStanding, RunningSubscription } from "@/lib/billing/subscriptions/standing";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { Interval } from "@/lib/entitlements/types";
import { AppError, conflict } from "@/lib/errors";
import { formatDay } from "@/lib/time";

const day = (at: Date | null): string => (at ? formatDay(at.toISOString()) : "the end of the period");

/** The subscription that a change is about. Errors: CONFLICT where none runs that customers change themselves. */
function runningOf({ subscription, other, contract, account, trial }: BillingStanding): RunningSubscription {
  if (subscription) return subscription;
  if (other === "contract" || contract) {
    throw conflict(`@${account.handle} is billed by contract. Talk to whoever runs this registry to change it.`);
  }
  if (other === "parked") {
    throw conflict("The subscription has a price this registry does not sell. Ask whoever runs it to look at it.");
  }
  if (trial) throw conflict("There is no subscription yet: the trial ends by itself and charges nothing.");
  throw conflict(`@${account.handle} has no subscription. Choose a plan first.`);
}

function assertChangeable({ pendingUpdate, status }: RunningSubscription): void {
  if (pendingUpdate) {
    throw conflict(
      `A change waits for its payment until ${formatDay(pendingUpdate.expiresAt)}. Pay its invoice first.`,
    );
  }
  if (status === "unpaid" || status === "paused") {
    throw conflict("An invoice of this subscription is not paid. Pay it first, then change the subscription.");
  }
}

/** Stripe looks at the newest invoice alone: whoever pays one for a change would be done with an older one that is owed. */
function assertPaid({ status }: RunningSubscription, then: string): void {
  if (status === "past_due") {
    throw conflict(`An invoice of this subscription is not paid. Pay it first, then ${then}.`);
  }
}

/** Increases apply at once with proration; decreases wait for the period's end (SPEC D2). Errors: CONFLICT, VALIDATION. */
export function planSeats(standing: BillingStanding, seats: number): QuotePlan {
  const running = runningOf(standing);
  const { seats: present, scheduled, scheduleId, interval } = running;
  const price = priceOf(running.plan, interval, running.planVersion);
  if (present === null || !price?.perSeat) {
    throw new AppError("VALIDATION", { message: `${planNameOf(running)} is for one person and sells no seats.` });
  }
  assertChangeable(running);
  assertSellable(running, seats);
  if (seats === present) {
    const undo = scheduled ? " Withdraw the scheduled change instead." : "";
    throw conflict(`There are ${inSeats(present)} already.${undo}`);
  }
  if (seats > present) {
    assertPaid(running, "add seats");
    return {
      step: { act: "change", lookupKey: null, quantity: seats },
      renewal: running.cancelAt ? null : { interval, quantity: seats, from: running.periodEnd },
      effectiveAt: null,
      changes: [
        running.status === "trialing"
          ? `${inSeats(seats)} instead of ${present} from now on. The trial goes on, and nothing is charged before its end.`
          : `${inSeats(seats)} instead of ${present}, as soon as the difference is paid.`,
        ...(running.cancelAt ? [`The subscription still ends on ${day(running.cancelAt)}.`] : []),
        ...(scheduleId ? [withdrawn(running)] : []),
      ],
      following: null,
    };
  }
  if (scheduled?.seats === seats && scheduled.interval === interval) {
    throw conflict(`The change to ${inSeats(seats)} is scheduled already.`);
  }
  if (running.cancelAt) throw conflict("The subscription is cancelled. Resume it before you change what follows.");
  return {
    step: { act: "schedule", lookupKey: price.lookupKey, quantity: seats },
    renewal: { interval, quantity: seats, from: running.periodEnd },
    effectiveAt: running.periodEnd,
    changes: [
      `${inSeats(seats)} instead of ${present} from ${day(running.periodEnd)} on. Until then nothing changes.`,
      ...(scheduleId ? [withdrawn(running)] : []),
    ],
    following: running.periodEnd && { at: running.periodEnd, seats },
  };
}

function assertSellable({ plan, planVersion }: RunningSubscription, seats: number): void {
  const { name, values } = planDefinition(plan, planVersion);
  const least = typeof values.seats === "number" ? values.seats : 1;
  if (seats < least) throw new AppError("VALIDATION", { message: `${name} has at least ${inSeats(least)}.` });
}

function withdrawn({ scheduled, seats, interval }: RunningSubscription): string {
  const to = [
    ...(scheduled?.seats && scheduled.seats !== seats ? [inSeats(scheduled.seats)] : []),
    ...(scheduled?.interval && scheduled.interval !== interval
      ? [`${INTERVAL_WORDS[scheduled.interval]} billing`]
      : []),
  ];
  return `It replaces the scheduled change${to.length > 0 ? ` to ${to.join(" and ")}` : ""}.`;
}

/** To a longer interval at once with proration, to a shorter one at the period's end (SPEC D4). Errors: CONFLICT. */
export function planInterval(standing: BillingStanding, wanted: Interval): QuotePlan {
  const running = runningOf(standing);
  const price = priceOf(running.plan, wanted, running.planVersion);
  if (!price) throw new AppError("VALIDATION", { message: `${planNameOf(running)} is not sold so.` });
  assertChangeable(running);
  assertPaid(running, "change the interval");
  if (running.cancelAt) throw conflict("The subscription is cancelled. Resume it before you change its interval.");
  if (running.interval === wanted) {
    const undo = running.scheduled ? " Withdraw the scheduled change instead." : "";
    throw conflict(`It is billed ${INTERVAL_WORDS[wanted]} already.${undo}`);
  }
  if (running.scheduled?.interval === wanted)
    throw conflict(`The change to ${INTERVAL_WORDS[wanted]} is scheduled already.`);
  const quantity = running.seats ?? 1;
  const replaces = running.scheduleId ? [withdrawn(running)] : [];
  if (wanted === "year") {
    const trialing = running.status === "trialing";
    const starts = trialing
      ? `Billed yearly from ${day(running.periodEnd)} on, when the trial ends.`
      : "A year starts today. What is left of the month that was paid is set off.";
    return {
      step: { act: "change", lookupKey: price.lookupKey, quantity },
      renewal: { interval: wanted, quantity, from: trialing ? running.periodEnd : null },
      effectiveAt: null,
      changes: [starts, ...replaces],
      following: null,
    };
  }
  return {
    step: { act: "schedule", lookupKey: price.lookupKey, quantity },
    renewal: { interval: wanted, quantity, from: running.periodEnd },
    effectiveAt: running.periodEnd,
    changes: [`Billed monthly from ${day(running.periodEnd)} on. The year that was paid stays.`, ...replaces],
    following: null,
  };
}

/** Cancelling is possible in every state and never refused for what it would leave over (INV-S2, INV-S3). */
export function planCancel(standing: BillingStanding): QuotePlan {
  const running = runningOf(standing);
  const { cancelAt, periodEnd, scheduleId } = running;
  if (cancelAt) throw conflict(`The subscription is cancelled already and ends on ${day(cancelAt)}.`);
  const name = planNameOf(running);
  const after =
    standing.account.kind === "personal"
      ? "After that the account is Free. What exceeds Free becomes read-only; nothing is deleted."
      : "After that the organization is read-only with installs and export; nobody is removed and nothing is deleted.";
  return {
    step: { act: "cancel" },
    renewal: null,
    effectiveAt: periodEnd,
    changes: [
      `${name} ends on ${day(periodEnd)}. Until then everything works, and nothing more is charged for later.`,
      after,
      "Until then you can resume it, and after that a new purchase restores everything.",
      ...(scheduleId ? [withdrawn(running)] : []),
    ],
    following: periodEnd && { at: periodEnd, seats: "none" },
  };
}

export function planResume(standing: BillingStanding): QuotePlan {
  const running = runningOf(standing);
  if (!running.cancelAt) throw conflict("The subscription is not cancelled.");
  const { interval, seats, periodEnd } = running;
  return {
    step: { act: "resume" },
    renewal: { interval, quantity: seats ?? 1, from: periodEnd },
    effectiveAt: null,
    changes: [`${planNameOf(running)} goes on and renews on ${day(periodEnd)}.`],
    following: null,
  };
}

/** A purchase that waits for the trial's end starts now (SPEC D2). */
export function planEndTrial(standing: BillingStanding): QuotePlan {
  const running = runningOf(standing);
  if (running.status !== "trialing") throw conflict("No trial of this subscription is running.");
  if (running.cancelAt) throw conflict("The subscription is cancelled. Resume it before you start it.");
  const { interval, seats } = running;
  return {
    step: { act: "end_trial" },
    renewal: { interval, quantity: seats ?? 1, from: null },
    effectiveAt: null,
    changes: [
      "The trial ends and the first period starts, as soon as it is paid.",
      ...(running.scheduleId ? [withdrawn(running)] : []),
    ],
    following: null,
  };
}

export function planUndo(standing: BillingStanding): QuotePlan {
  const running = runningOf(standing);
  const { scheduleId, interval, seats, periodEnd } = running;
  if (!scheduleId || !running.scheduled) throw conflict("No change is scheduled.");
  return {
    step: { act: "release", scheduleId },
    renewal: { interval, quantity: seats ?? 1, from: periodEnd },
    effectiveAt: null,
    changes: ["The scheduled change is withdrawn; the subscription goes on as it is."],
    following: null,
  };
}
