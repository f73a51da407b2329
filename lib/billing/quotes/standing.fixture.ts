import type { Offer } from "@/lib/billing/quotes/change";
import { changeOf } from "@/lib/billing/quotes/kinds";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import type { BillingStanding, RunningSubscription } from "@/lib/billing/subscriptions/standing";
import { AppError } from "@/lib/errors";

const NOW = new Date("2026-11-20T10:00:00Z");
export const day = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

export const RUNNING: RunningSubscription = {
  id: "sub_1",
  status: "active",
  plan: "team",
  planVersion: 1,
  interval: "month",
  seats: 5,
  unitAmount: 1_900,
  currency: "usd",
  itemId: "si_1",
  periodStart: day(-10),
  periodEnd: day(20),
  trialEnd: null,
  cancelAt: null,
  scheduleId: null,
  scheduled: null,
  pendingUpdate: null,
  addOns: [],
};

export const ORG: BillingStanding = {
  account: { id: "a", handle: "acme", name: "Acme", kind: "organization" },
  customer: null,
  subscription: null,
  other: null,
  trial: null,
  contract: null,
  nextContract: null,
  seatsTaken: 4,
};

export const PERSON: BillingStanding = {
  ...ORG,
  account: { id: "p", handle: "ada", name: "Ada", kind: "personal" },
  seatsTaken: 0,
};

/** An organization with a running subscription. */
export const running = (more: Partial<RunningSubscription> = {}): BillingStanding => ({
  ...ORG,
  customer: { id: "cus_1", unlinked: false },
  subscription: { ...RUNNING, ...more },
});

/** A subscription with fewer seats from the period's end on. */
export const SCHEDULED = {
  scheduleId: "sub_sched_1",
  scheduled: { at: day(20).toISOString(), seats: 4, interval: "month" },
} as const;

export const TEAM = { kind: "checkout", plan: "team", interval: "month", seats: 5, start: "now" } as const;

export function offer(standing: BillingStanding, input: PrepareQuoteInput): Offer {
  return changeOf(input.kind).offer(standing, input, NOW);
}

/** The status and the sentence of a refusal. */
export function refusal(standing: BillingStanding, input: PrepareQuoteInput): string {
  try {
    offer(standing, input);
  } catch (error) {
    if (error instanceof AppError && "message" in error.payload) return `${error.status} ${error.payload.message}`;
    throw error;
  }
  return "offered";
}

/** Whether a change counts as carried out for this subscription. */
export function isReached(more: Partial<RunningSubscription>, input: PrepareQuoteInput): boolean {
  return changeOf(input.kind).isReached({ ...RUNNING, ...more }, input);
}
