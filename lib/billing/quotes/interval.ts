import { type Draft, defineChange } from "@/lib/billing/quotes/change";
import { changeItem, type ItemStep, previewItem } from "@/lib/billing/quotes/item-step";
import { priceOf } from "@/lib/billing/quotes/rules";
import { assertChangeable, assertPaid, planNameOf, replacedWords, runningOf } from "@/lib/billing/quotes/running";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { dayOf, INTERVAL_WORDS } from "@/lib/billing/quotes/words";
import type { RunningSubscription } from "@/lib/billing/subscriptions/standing";
import { AppError, conflict } from "@/lib/errors";

/** To a longer interval at once with proration, to a shorter one at the period's end (D4). */
export const interval = defineChange<InputOf<"change_interval">, ItemStep>({
  draft: (standing, { interval: wanted }) => {
    const running = runningOf(standing);
    const price = priceOf(running.plan, wanted, running.planVersion);
    if (!price) throw new AppError("VALIDATION", { message: `${planNameOf(running)} is not sold at this interval.` });

    assertChangeable(running);
    assertPaid(running, "change the interval");
    if (running.cancelAt) throw conflict("The subscription is cancelled. Resume it before you change its interval.");
    if (running.interval === wanted) {
      const undo = running.scheduled ? " Withdraw the scheduled change instead." : "";
      throw conflict(`It is billed ${INTERVAL_WORDS[wanted]} already.${undo}`);
    }
    if (running.scheduled?.interval === wanted) {
      throw conflict(`The change to ${INTERVAL_WORDS[wanted]} is scheduled already.`);
    }

    return wanted === "year" ? toYear(running, price.lookupKey) : toMonth(running, price.lookupKey);
  },

  preview: previewItem,
  carryOut: changeItem,

  isReached: ({ interval: present, scheduled }, { interval: wanted }) =>
    present === wanted || scheduled?.interval === wanted,

  event: ({ interval: wanted }, before) => ({
    action: "billing.interval_changed",
    changes: [{ path: "interval", before: before?.interval ?? null, after: wanted }],
  }),
});

function toYear(running: RunningSubscription, lookupKey: string): Draft<ItemStep> {
  const { periodEnd, status, seats } = running;
  const trialing = status === "trialing";
  const quantity = seats ?? 1;

  return {
    step: { when: "now", running, lookupKey, quantity },
    renewal: { interval: "year", quantity, from: trialing ? periodEnd : null },
    effectiveAt: null,
    sentences: [
      trialing
        ? `Billed yearly from ${dayOf(periodEnd)} on, when the trial ends.`
        : "A year starts today. The rest of the paid month is credited.",
      ...replacedWords(running),
    ],
    following: null,
  };
}

function toMonth(running: RunningSubscription, lookupKey: string): Draft<ItemStep> {
  const { periodEnd, seats } = running;
  const quantity = seats ?? 1;

  return {
    step: { when: "period_end", running, lookupKey, quantity },
    renewal: { interval: "month", quantity, from: periodEnd },
    effectiveAt: periodEnd,
    sentences: [`Billed monthly from ${dayOf(periodEnd)} on. The paid year stays.`, ...replacedWords(running)],
    following: null,
  };
}
