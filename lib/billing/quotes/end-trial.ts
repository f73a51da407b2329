import { defineChange } from "@/lib/billing/quotes/change";
import { settled } from "@/lib/billing/quotes/effect";
import { replacedWords, runningOf } from "@/lib/billing/quotes/running";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { previewTrialEnd } from "@/lib/billing/stripe/previews";
import { releaseSchedule } from "@/lib/billing/stripe/schedules";
import { endTrial as endTrialAtStripe } from "@/lib/billing/stripe/subscriptions";
import { conflict } from "@/lib/errors";

type Step = { lookupKey: null; subscriptionId: string; scheduleId: string | null };

/** Starts a purchase now that waits for the trial's end (D2). */
export const endTrial = defineChange<InputOf<"end_trial">, Step>({
  draft: (standing) => {
    const running = runningOf(standing);
    if (running.status !== "trialing") throw conflict("No trial of this subscription is running.");
    if (running.cancelAt) throw conflict("The subscription is cancelled. Resume it before you start it.");

    const { id: subscriptionId, scheduleId, interval, seats } = running;
    return {
      step: { lookupKey: null, subscriptionId, scheduleId },
      renewal: { interval, quantity: seats ?? 1, from: null },
      effectiveAt: null,
      sentences: ["The trial ends and the first period starts, as soon as it is paid.", ...replacedWords(running)],
      following: null,
    };
  },

  preview: ({ subscriptionId }) => previewTrialEnd(subscriptionId),

  carryOut: async ({ subscriptionId, scheduleId }, { idempotencyKey, dueNow }) => {
    // A change scheduled for the trial's end would now fall into the paid period, without a credit.
    if (scheduleId) await releaseSchedule(scheduleId);
    return settled(await endTrialAtStripe({ subscriptionId, idempotencyKey }), dueNow);
  },

  isReached: ({ status }) => status !== "trialing",

  event: (_input, before) => ({
    action: "billing.trial_ended_early",
    changes: [{ path: "status", before: before?.status ?? null, after: "active" }],
  }),
});
