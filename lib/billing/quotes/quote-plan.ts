import { planCheckout } from "@/lib/billing/quotes/checkout";
import {
  planCancel,
  planEndTrial,
  planInterval,
  planResume,
  planSeats,
  planUndo,
} from "@/lib/billing/quotes/quote-changes";
import type { QuotePlan } from "@/lib/billing/quotes/quote-step";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";

/** What a wish comes to for an account as it stands. Pure. Errors: VALIDATION, CONFLICT with what to do instead. */
export function planQuote(standing: BillingStanding, input: PrepareQuoteInput, at: Date): QuotePlan {
  switch (input.kind) {
    case "checkout":
      return planCheckout(standing, input, at);
    case "change_seats":
      return planSeats(standing, input.seats);
    case "change_interval":
      return planInterval(standing, input.interval);
    case "cancel":
      return planCancel(standing);
    case "resume":
      return planResume(standing);
    case "end_trial":
      return planEndTrial(standing);
    case "undo_schedule":
      return planUndo(standing);
  }
}

/**
 * Whether the account stands where a wish would bring it: how a change that was cut off between Stripe's effect and our
 * record is told from one that never happened.
 */
export function isReached({ subscription }: BillingStanding, input: PrepareQuoteInput): boolean {
  if (!subscription) return false;
  const { seats, interval, scheduled, pendingUpdate, cancelAt, status } = subscription;
  switch (input.kind) {
    case "checkout":
      return false;
    case "change_seats":
      return [seats, scheduled?.seats, pendingUpdate?.seats].includes(input.seats);
    case "change_interval":
      return interval === input.interval || scheduled?.interval === input.interval;
    case "cancel":
      return cancelAt !== null;
    case "resume":
      return cancelAt === null;
    case "end_trial":
      return status !== "trialing";
    case "undo_schedule":
      return scheduled === null;
  }
}
