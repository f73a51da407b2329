import "server-only";
import type { Agreed, Priced } from "@/lib/billing/quotes/change";
import { type Effect, SCHEDULED, settled } from "@/lib/billing/quotes/effect";
import { previewChange } from "@/lib/billing/stripe/previews";
import { releaseSchedule, scheduleChange } from "@/lib/billing/stripe/schedules";
import { applyChange } from "@/lib/billing/stripe/subscriptions";
import type { PreviewState } from "@/lib/billing/stripe/types";
import type { RunningSubscription } from "@/lib/billing/subscriptions/standing";

/** Another price or quantity of the plan's item: at once, with the rest of the period credited, or at its end. */
export type ItemStep = { running: RunningSubscription; quantity: number } & (
  | { when: "now"; lookupKey: string | null }
  | { when: "period_end"; lookupKey: string }
);

/** A trial has nothing to prorate: its preview is the invoice at its end. Errors: UPSTREAM. */
export async function previewItem(
  { when, running, quantity }: ItemStep,
  { price, prorationAt }: Priced,
): Promise<PreviewState | null> {
  if (when === "period_end" || running.status === "trialing") return null;
  const { id: subscriptionId, itemId } = running;
  return previewChange({ subscriptionId, itemId, prorationAt, quantity, ...(price && { priceId: price.priceId }) });
}

/** Changes the plan's item. Errors: UPSTREAM, CONFLICT for a declined payment. */
export async function changeItem(step: ItemStep, agreed: Agreed): Promise<Effect> {
  const { running, quantity } = step;
  const { price, prorationAt, idempotencyKey, dueNow } = agreed;
  const { id: subscriptionId, itemId, scheduleId } = running;

  if (step.when === "period_end") {
    await scheduleChange({ subscriptionId, itemId, lookupKey: step.lookupKey, quantity, idempotencyKey });
    return SCHEDULED;
  }

  if (scheduleId) await releaseSchedule(scheduleId);
  const item = { itemId, quantity, ...(price && { priceId: price.priceId }) };
  return settled(await applyChange({ subscriptionId, prorationAt, idempotencyKey, ...item }), dueNow);
}
