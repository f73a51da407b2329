import type { PlanOffer } from "@/lib/billing/page/plan-offers";
import type { BillingStatus } from "@/lib/billing/page/types";
import { plansFor } from "@/lib/entitlements/catalogue";
import { isRunning, isServing } from "@/lib/entitlements/subscription-status";
import type { Interval } from "@/lib/entitlements/types";
import type { AccountPaths } from "@/lib/paths";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";

export type BillingAction = { label: string; href: string; tone: "primary" | "default" };

/** Whether the subscription can still change; an ended or never paid one is bought anew. */
function isLive({ subscription }: Pick<BillingStatus, "subscription">): boolean {
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

export type OfferAction =
  | { kind: "link"; label: string; href: string; primary: boolean }
  | { kind: "note"; text: string }
  /** The provider does not confirm the price. */
  | { kind: "not_sold"; label: string };

const note = (text: string): OfferAction => ({ kind: "note", text });

/** The account's possible action on one plan of the comparison, for the chosen interval. */
export function offerAction(
  offer: PlanOffer,
  interval: Interval,
  status: BillingStatus,
  paths: AccountPaths,
): OfferAction {
  const { subscription } = status;
  const live = isLive(status);
  const mine = offer.plan === status.plan && status.state !== "ended";
  if (offer.byContract) {
    return note(mine ? "Your plan, by contract." : `Sold by contract. Contact ${REGISTRY_ADMINISTRATOR}.`);
  }
  if (status.provider.state === "disabled") return note(mine ? "Your plan." : "Not for sale on this installation.");
  const price = offer.prices.find((one) => one.interval === interval);
  if (price === undefined) {
    if (mine) return note("Your plan.");
    if (!live) return note("Your plan without a subscription.");
    return subscription?.cancelAt
      ? note("Starts when your current plan ends.")
      : { kind: "link", label: `Go back to ${offer.name}`, href: paths.change("cancel"), primary: false };
  }
  if (!price.confirmed) return { kind: "not_sold", label: `Buy ${offer.name}` };
  if (live && mine) {
    if (subscription?.collection === "send_invoice") return note("Your plan, by invoice.");
    if (subscription?.interval === interval) return note("Your plan.");
    const label = interval === "year" ? "Switch to yearly" : "Switch to monthly";
    return { kind: "link", label, href: paths.change("interval"), primary: false };
  }
  if (live) return note("Your subscription is unpaid. Pay or cancel it first.");
  // Only staff change between contracts and plans (D4).
  if (status.state === "active" && !mine) return note("You have a contract for another plan. Staff can change it.");
  if (status.state === "active") return note("Your plan, by contract.");
  return {
    kind: "link",
    label: `Buy ${offer.name}`,
    href: paths.checkout(offer.plan, interval),
    primary: true,
  };
}
