import "server-only";
import type Stripe from "stripe";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";
import { changedItem, type ItemChange } from "@/lib/billing/stripe/previews";
import { releaseSchedule } from "@/lib/billing/stripe/schedules";
import { toSeconds } from "@/lib/billing/stripe/wire-values";
import { isOver } from "@/lib/entitlements/subscription-status";

/** The result of a change that moves money. */
export type ChangeResult = {
  status: string;
  /** The payment failed: Stripe keeps the change for 23 hours and applies it once `invoice` is paid. */
  pending: boolean;
  invoice: { id: string; status: string; amountDue: number; hostedUrl: string } | null;
};

/**
 * Changes the plan's item now and charges the difference at once; nothing changes until it is paid. The second of the
 * preview gives the same cents. Errors: UPSTREAM, CONFLICT.
 */
export async function applyChange(
  input: ItemChange & { subscriptionId: string; prorationAt: Date; idempotencyKey: string },
): Promise<ChangeResult> {
  const { subscriptionId, prorationAt, idempotencyKey } = input;
  return update("subscriptions.change", subscriptionId, idempotencyKey, {
    items: [changedItem(input)],
    proration_behavior: "always_invoice",
    proration_date: toSeconds(prorationAt),
    payment_behavior: "pending_if_incomplete",
  });
}

/** Ends the trial and charges the first period; the trial stays until that is paid. Errors: UPSTREAM, CONFLICT. */
export async function endTrial(input: { subscriptionId: string; idempotencyKey: string }): Promise<ChangeResult> {
  return update("subscriptions.end trial", input.subscriptionId, input.idempotencyKey, {
    trial_end: "now",
    payment_behavior: "pending_if_incomplete",
  });
}

/** Ends the subscription with its period. Withdraws a scheduled change. Errors: UPSTREAM. */
export async function cancelAtPeriodEnd(input: {
  subscriptionId: string;
  scheduleId: string | null;
  idempotencyKey: string;
}): Promise<void> {
  const { subscriptionId, scheduleId, idempotencyKey } = input;
  if (scheduleId !== null) await releaseSchedule(scheduleId);
  await callStripe("subscriptions.cancel later", () =>
    stripeClient().subscriptions.update(subscriptionId, { cancel_at_period_end: true }, { idempotencyKey }),
  );
}

/** Takes back a future cancellation, set by flag or by date. Errors: UPSTREAM. */
export async function resumeSubscription(input: { subscriptionId: string; idempotencyKey: string }): Promise<void> {
  const { subscriptionId, idempotencyKey } = input;
  await callStripe("subscriptions.resume", async () => {
    const { cancel_at, cancel_at_period_end } = await stripeClient().subscriptions.retrieve(subscriptionId);
    const params = cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: "" as const };
    if (cancel_at_period_end || cancel_at !== null) {
      await stripeClient().subscriptions.update(subscriptionId, params, { idempotencyKey });
    }
  });
}

/** Ends the subscription now; `prorate` credits the unused time to the customer. Errors: UPSTREAM. */
export async function cancelNow(input: { subscriptionId: string; prorate: boolean }): Promise<void> {
  const { subscriptionId, prorate } = input;
  await callStripe("subscriptions.cancel", async () => {
    const { status } = await stripeClient().subscriptions.retrieve(subscriptionId);
    if (isOver(status)) return;
    await stripeClient().subscriptions.cancel(subscriptionId, { prorate, invoice_now: prorate });
  });
}

async function update(
  name: string,
  subscriptionId: string,
  idempotencyKey: string,
  params: Stripe.SubscriptionUpdateParams,
): Promise<ChangeResult> {
  const expand = ["latest_invoice"];
  const subscription = await callStripe(name, () =>
    stripeClient().subscriptions.update(subscriptionId, { ...params, expand }, { idempotencyKey }),
  );
  return readChange(subscription);
}

function readChange(subscription: {
  status: string;
  pending_update: object | null;
  latest_invoice:
    | string
    | { id: string; status: string | null; amount_due: number; hosted_invoice_url?: string | null }
    | null;
}): ChangeResult {
  const invoice = subscription.latest_invoice;
  return {
    status: subscription.status,
    pending: subscription.pending_update !== null,
    invoice:
      invoice === null || typeof invoice === "string"
        ? null
        : {
            id: invoice.id,
            status: invoice.status ?? "draft",
            amountDue: invoice.amount_due,
            hostedUrl: invoice.hosted_invoice_url ?? "",
          },
  };
}
