import { defineChange } from "@/lib/billing/quotes/change";
import { SCHEDULED } from "@/lib/billing/quotes/effect";
import { planNameOf, replacedWords, runningOf } from "@/lib/billing/quotes/running";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { dayOf } from "@/lib/billing/quotes/words";
import { cancelAtPeriodEnd } from "@/lib/billing/stripe/subscriptions";
import { conflict } from "@/lib/errors";

type Step = { lookupKey: null; subscriptionId: string; scheduleId: string | null };

/** Cancelling works in every state and is never refused for what exceeds the plan that follows (INV-S2, INV-S3). */
export const cancel = defineChange<InputOf<"cancel">, Step>({
  draft: (standing) => {
    const running = runningOf(standing);
    const { id: subscriptionId, cancelAt, periodEnd, scheduleId } = running;
    if (cancelAt) throw conflict(`The subscription is cancelled already and ends on ${dayOf(cancelAt)}.`);

    const after =
      standing.account.kind === "personal"
        ? "After that the account is Free. Items over the Free limits become read-only; nothing is deleted."
        : "After that the organization is read-only with installs and export; nobody is removed and nothing is deleted.";
    return {
      step: { lookupKey: null, subscriptionId, scheduleId },
      renewal: null,
      effectiveAt: periodEnd,
      sentences: [
        `${planNameOf(running)} ends on ${dayOf(periodEnd)}. Until then everything works, and there are no further charges.`,
        after,
        "You can resume it until then. After that, a new purchase restores everything.",
        ...replacedWords(running),
      ],
      following: periodEnd && { at: periodEnd, seats: "none" },
    };
  },

  preview: async () => null,

  carryOut: async ({ subscriptionId, scheduleId }, { idempotencyKey }) => {
    await cancelAtPeriodEnd({ subscriptionId, scheduleId, idempotencyKey });
    return SCHEDULED;
  },

  isReached: ({ cancelAt }) => cancelAt !== null,

  event: (_input, before) => ({
    action: "billing.cancel_scheduled",
    changes: [{ path: "cancelAt", before: null, after: before?.periodEnd?.toISOString() ?? null }],
  }),
});
