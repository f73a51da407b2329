import { defineChange } from "@/lib/billing/quotes/change";
import { CHANGED } from "@/lib/billing/quotes/effect";
import { planNameOf, runningOf } from "@/lib/billing/quotes/running";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { dayOf } from "@/lib/billing/quotes/words";
import { resumeSubscription } from "@/lib/billing/stripe/subscriptions";
import { conflict } from "@/lib/errors";

type Step = { lookupKey: null; subscriptionId: string };

/** Takes back a cancellation whose day has not come. */
export const resume = defineChange<InputOf<"resume">, Step>({
  draft: (standing) => {
    const running = runningOf(standing);
    if (!running.cancelAt) throw conflict("The subscription is not cancelled.");

    const { id: subscriptionId, interval, seats, periodEnd } = running;
    return {
      step: { lookupKey: null, subscriptionId },
      renewal: { interval, quantity: seats ?? 1, from: periodEnd },
      effectiveAt: null,
      sentences: [`${planNameOf(running)} continues and renews on ${dayOf(periodEnd)}.`],
      following: null,
    };
  },

  preview: async () => null,

  carryOut: async ({ subscriptionId }, { idempotencyKey }) => {
    await resumeSubscription({ subscriptionId, idempotencyKey });
    return CHANGED;
  },

  isReached: ({ cancelAt }) => cancelAt === null,

  event: (_input, before) => ({
    action: "billing.cancel_withdrawn",
    changes: [{ path: "cancelAt", before: before?.cancelAt?.toISOString() ?? null, after: null }],
  }),
});
