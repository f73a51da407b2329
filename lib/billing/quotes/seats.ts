import { type Draft, defineChange } from "@/lib/billing/quotes/change";
import { changeItem, type ItemStep, previewItem } from "@/lib/billing/quotes/item-step";
import { leastSeats, priceOf } from "@/lib/billing/quotes/rules";
import { assertChangeable, assertPaid, planNameOf, replacedWords, runningOf } from "@/lib/billing/quotes/running";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { dayOf, inSeats } from "@/lib/billing/quotes/words";
import type { RunningSubscription } from "@/lib/billing/subscriptions/standing";
import { formatCount } from "@/lib/count";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { AppError, conflict } from "@/lib/errors";

/** More seats apply at once with proration, fewer wait for the period's end (D2). */
export const seats = defineChange<InputOf<"change_seats">, ItemStep>({
  draft: (standing, { seats: wanted }) => {
    const running = runningOf(standing);
    const { seats: present, scheduled, interval } = running;
    const price = priceOf(running.plan, interval, running.planVersion);
    if (present === null || !price?.perSeat) {
      throw new AppError("VALIDATION", { message: `${planNameOf(running)} is for one person and sells no seats.` });
    }

    assertChangeable(running);
    assertSold(running, wanted);
    if (wanted === present) {
      const undo = scheduled ? " Withdraw the scheduled change instead." : "";
      throw conflict(`You already have ${inSeats(present)}.${undo}`);
    }

    if (wanted > present) return more(running, { present, wanted });
    return fewer(running, { present, wanted, lookupKey: price.lookupKey });
  },

  preview: previewItem,
  carryOut: changeItem,

  isReached: ({ seats: present, scheduled, pendingUpdate }, { seats: wanted }) =>
    [present, scheduled?.seats, pendingUpdate?.seats].includes(wanted),

  event: ({ seats: wanted }, before) => ({
    action: "billing.seats_changed",
    changes: [{ path: "seats", before: before?.seats ?? null, after: wanted }],
  }),
});

function assertSold({ plan, planVersion }: RunningSubscription, wanted: number): void {
  const definition = planDefinition(plan, planVersion);
  const least = leastSeats(definition);
  if (wanted < least) {
    throw new AppError("VALIDATION", { message: `${definition.name} has at least ${inSeats(least)}.` });
  }
}

type Counts = { present: number; wanted: number };

function more(running: RunningSubscription, { present, wanted }: Counts): Draft<ItemStep> {
  const { interval, periodEnd, cancelAt, status } = running;
  assertPaid(running, "add seats");

  return {
    step: { when: "now", running, lookupKey: null, quantity: wanted },
    renewal: cancelAt ? null : { interval, quantity: wanted, from: periodEnd },
    effectiveAt: null,
    sentences: [
      status === "trialing"
        ? `${inSeats(wanted)} instead of ${formatCount(present)} from now on. The trial continues, and nothing is charged before its end.`
        : `${inSeats(wanted)} instead of ${formatCount(present)}, as soon as the difference is paid.`,
      ...(cancelAt ? [`The subscription still ends on ${dayOf(cancelAt)}.`] : []),
      ...replacedWords(running),
    ],
    following: null,
  };
}

function fewer(
  running: RunningSubscription,
  { present, wanted, lookupKey }: Counts & { lookupKey: string },
): Draft<ItemStep> {
  const { interval, periodEnd, cancelAt, scheduled } = running;
  if (scheduled?.seats === wanted && scheduled.interval === interval) {
    throw conflict(`The change to ${inSeats(wanted)} is scheduled already.`);
  }
  if (cancelAt) throw conflict("The subscription is cancelled. Resume it before you change it.");

  return {
    step: { when: "period_end", running, lookupKey, quantity: wanted },
    renewal: { interval, quantity: wanted, from: periodEnd },
    effectiveAt: periodEnd,
    sentences: [
      `${inSeats(wanted)} instead of ${formatCount(present)} from ${dayOf(periodEnd)} on. Until then nothing changes.`,
      ...replacedWords(running),
    ],
    following: periodEnd && { at: periodEnd, seats: wanted },
  };
}
