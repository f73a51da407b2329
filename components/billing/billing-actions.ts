import type { BillingStatus } from "@/lib/billing/page/types";
import { plansFor } from "@/lib/entitlements/catalogue";
import { isRunning, isServing } from "@/lib/entitlements/subscription-status";
import type { AccountPaths } from "@/lib/paths";

export type BillingAction = { label: string; href: string; tone: "primary" | "default" };

/** Whether the subscription can still change; an ended or never paid one is bought anew. */
export function isLive({ subscription }: Pick<BillingStatus, "subscription">): boolean {
  return subscription !== null && subscription.endedAt === null && isRunning(subscription.status);
}

/** The actions on a plan in its state, the main one last. Only staff change a contract. */
export function billingActions(status: BillingStatus, paths: AccountPaths): BillingAction[] {
  const { subscription, account } = status;
  const action = (label: string, href: string, tone: BillingAction["tone"] = "default") => ({ label, href, tone });
  if (status.provider.state === "disabled") return [];
  if (!isLive(status) || subscription === null) {
    const sold = plansFor(account.kind).find(({ prices }) => prices.length > 0);
    const covered = status.state === "active";
    return sold && !covered ? [action(`Buy ${sold.name}`, paths.checkout(sold.key, "month"), "primary")] : [];
  }
  if (subscription.collection === "send_invoice") return [];
  // A subscription that the provider stopped can only be paid (shown among the problems) or ended.
  if (!isServing(subscription.status)) return [action("Cancel plan", paths.change("cancel"))];
  if (subscription.cancelAt !== null) return [action("Keep plan", paths.change("resume"), "primary")];
  const other = subscription.interval === "year" ? "monthly" : "yearly";
  return [
    action("Cancel plan", paths.change("cancel")),
    ...(subscription.status === "trialing" ? [action("End trial now", paths.change("end-trial"))] : []),
    action(`Switch to ${other}`, paths.change("interval")),
    ...(subscription.seats !== null && status.seats !== null
      ? [action("Change seats", paths.change("seats"), "primary")]
      : []),
  ];
}
