import { defineChange } from "@/lib/billing/quotes/change";
import { type CheckoutStep, openCheckout } from "@/lib/billing/quotes/open-checkout";
import { canStartLater, leastSeats, priceOf } from "@/lib/billing/quotes/rules";
import type { InputOf } from "@/lib/billing/quotes/schema";
import { MAX_SEATS } from "@/lib/billing/quotes/seat-limit";
import { dayOf, INTERVAL_WORDS, inSeats } from "@/lib/billing/quotes/words";
import { previewPurchase } from "@/lib/billing/stripe/previews";
import { customerDeleted } from "@/lib/billing/subscriptions/rules";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { PlanDefinition } from "@/lib/entitlements/plans";
import { AppError, conflict } from "@/lib/errors";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";

/**
 * A first purchase (D1, D2): of a plan for this kind of account, with at least the taken seats, and only when nothing
 * runs.
 */
export const checkout = defineChange<InputOf<"checkout">, CheckoutStep>({
  draft: (standing, input, at) => {
    const plan = planDefinition(input.plan);
    assertNothingRuns(standing);
    const price = priceOf(input.plan, input.interval);
    if (plan.accountKind !== standing.account.kind) throw wrongKind(plan);
    if (plan.byContract) throw invalid(`${plan.name} is sold by contract. Contact ${REGISTRY_ADMINISTRATOR}.`);
    if (!price) throw invalid(`${plan.name} costs nothing and needs no checkout.`);

    const { lookupKey } = price;
    const { quantity, minimum } = seatsToBuy(plan, standing, input.seats);
    const trialEnd = input.start === "trial_end" ? laterStart(standing, at) : null;
    const customerId = standing.customer?.id ?? null;

    const what = price.perSeat ? `${plan.name} with ${inSeats(quantity)}` : plan.name;
    const from = trialEnd ? dayOf(trialEnd) : "today";
    return {
      step: { customerId, plan: plan.key, lookupKey, quantity, minimum, trialEnd },
      renewal: { interval: input.interval, quantity, from: trialEnd },
      effectiveAt: trialEnd,
      sentences: [
        `${what} is billed ${INTERVAL_WORDS[input.interval]} from ${from} on.`,
        ...trialWords(standing, trialEnd),
        "It renews automatically. You can cancel at any time.",
      ],
      following: null,
    };
  },

  preview: async ({ customerId, quantity, trialEnd }, { price }) =>
    price && previewPurchase({ customerId, priceId: price.priceId, quantity, trialEnd }),

  carryOut: async (step, agreed) => {
    const opened = await openCheckout(step, agreed);
    return { outcome: "checkout", url: opened.url, charged: 0, invoiceId: null, checkout: opened };
  },

  // A checkout page may be left unpaid: a running subscription does not prove that it was completed.
  isReached: () => false,

  event: (input) => ({
    action: "billing.checkout_opened",
    changes: [
      { path: "plan", before: null, after: input.plan },
      { path: "interval", before: null, after: input.interval },
      { path: "seats", before: null, after: input.seats },
    ],
  }),
});

function invalid(message: string): AppError {
  return new AppError("VALIDATION", { message });
}

function wrongKind({ name, accountKind }: PlanDefinition): AppError {
  const whose = accountKind === "personal" ? "one person" : "an organization";
  return invalid(`${name} is for ${whose}. Choose a plan of this account.`);
}

function assertNothingRuns(standing: BillingStanding): void {
  const { subscription, other, contract, nextContract, customer, account } = standing;
  if (customer?.unlinked) throw customerDeleted();
  if (contract) {
    const until = contract.endsAt ? ` until ${dayOf(contract.endsAt)}` : "";
    throw conflict(`@${account.handle} has a contract${until}. Ask ${REGISTRY_ADMINISTRATOR} to change it.`);
  }
  if (nextContract) {
    const from = dayOf(nextContract.startsAt);
    throw conflict(
      `@${account.handle} has a contract from ${from} on, and would pay twice. Ask ${REGISTRY_ADMINISTRATOR} to start it now.`,
    );
  }

  if (subscription?.cancelAt) {
    throw conflict(`@${account.handle} has a subscription that was cancelled and still runs. Resume it instead.`);
  }
  if (subscription || other) {
    throw conflict(`@${account.handle} has a subscription already. Change its seats or its billing interval instead.`);
  }
}

function seatsToBuy(plan: PlanDefinition, { seatsTaken }: BillingStanding, wanted: number | null) {
  if (plan.seats === "included") {
    if (wanted !== null && wanted !== 1) throw invalid(`${plan.name} is for one person and sells no seats.`);
    return { quantity: 1, minimum: 1 };
  }

  const least = leastSeats(plan);
  const minimum = Math.max(least, seatsTaken);
  if (wanted === null) throw invalid(`Say how many seats of ${plan.name} you want.`);
  if (wanted < least) throw invalid(`${plan.name} has at least ${inSeats(least)}.`);
  if (wanted < minimum) {
    throw invalid(`${inSeats(seatsTaken)} are used or reserved. Buy at least as many, or free some first.`);
  }
  if (wanted > MAX_SEATS) throw invalid(`At most ${inSeats(MAX_SEATS)} are sold here.`);
  return { quantity: wanted, minimum };
}

function laterStart({ trial }: BillingStanding, at: Date): Date {
  if (!trial) throw invalid("You have no trial. Start now instead.");
  if (!canStartLater(trial.endsAt, at)) {
    throw conflict("The trial ends within about 48 hours. That is too soon to start at its end. Start now instead.");
  }
  return trial.endsAt;
}

function trialWords({ trial }: BillingStanding, trialEnd: Date | null): string[] {
  if (!trial) return [];
  if (trialEnd) return [`The trial continues until then, and nothing is charged before.`];
  return ["The trial ends when the subscription starts."];
}
