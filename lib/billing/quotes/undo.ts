import { defineChange } from "@/lib/billing/quotes/change";
import { CHANGED } from "@/lib/billing/quotes/effect";
import { runningOf } from "@/lib/billing/quotes/running";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { releaseSchedule } from "@/lib/billing/stripe/schedules";
import { conflict } from "@/lib/errors";

type Step = { lookupKey: null; scheduleId: string };

/** Withdraws a change that waits for the period's end. */
export const undo = defineChange<InputOf<"undo_schedule">, Step>({
  draft: (standing) => {
    const { scheduleId, scheduled, interval, seats, periodEnd } = runningOf(standing);
    if (!scheduleId || !scheduled) throw conflict("No change is scheduled.");

    return {
      step: { lookupKey: null, scheduleId },
      renewal: { interval, quantity: seats ?? 1, from: periodEnd },
      effectiveAt: null,
      sentences: ["The scheduled change is withdrawn. The subscription continues unchanged."],
      following: null,
    };
  },

  preview: async () => null,

  carryOut: async ({ scheduleId }) => {
    await releaseSchedule(scheduleId);
    return CHANGED;
  },

  isReached: ({ scheduled }) => scheduled === null,

  event: (_input, before) => ({
    action: "billing.schedule_withdrawn",
    changes: [{ path: "scheduled", before: before?.scheduled?.at ?? null, after: null }],
  }),
});
