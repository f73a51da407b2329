import type { InvoiceState, SubscriptionState } from "@/lib/billing/stripe/types";
import { isOwing } from "@/lib/entitlements/subscription-status";

type Owed = Pick<InvoiceState, "subscriptionId" | "status" | "reason" | "createdAt" | "firstFailedAt">;

/** Stripe's reasons for an invoice that pays for a period, not for a change within one. */
export const PERIOD_REASONS: ReadonlySet<string> = new Set([
  "subscription_create",
  "subscription_cycle",
  "subscription_threshold",
]);

/**
 * When the present failure of a subscription began: the first failure among its invoices since the last paid renewal.
 * Only a payment moves it, never a void, a retry or a later bill; old debt never shortens a new grace period.
 */
export function failureStart(
  { id, status }: Pick<SubscriptionState, "id" | "status">,
  invoices: readonly Owed[],
): Date | null {
  if (!isOwing(status)) return null;
  const own = invoices.filter(({ subscriptionId }) => subscriptionId === id);
  const paid = own.filter((one) => one.status === "paid" && PERIOD_REASONS.has(one.reason));
  const paidUntil = Math.max(Number.NEGATIVE_INFINITY, ...paid.map(({ createdAt }) => createdAt.getTime()));
  const failed = own.flatMap((one) => {
    const unpaid = one.status !== "paid" && one.status !== "draft" && one.createdAt.getTime() > paidUntil;
    return unpaid && one.firstFailedAt ? [one.firstFailedAt.getTime()] : [];
  });
  return failed.length > 0 ? new Date(Math.min(...failed)) : null;
}
