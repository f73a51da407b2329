import { describe, expect, it } from "vitest";
import { billingActions } from "@/components/billing/billing-actions";
import { billingPaths } from "@/components/billing/billing-paths";
import { offerAction } from "@/components/billing/offer-action";
import type { PlanOffer } from "@/lib/billing/plan-offers";
import type { BillingStatus, SubscriptionView } from "@/lib/billing/types";

const account = { handle: "acme", kind: "organization" } as const;
const paths = billingPaths(account);
const subscription: SubscriptionView = {
  id: "sub_1",
  plan: "team",
  status: "active",
  interval: "month",
  seats: 5,
  unitAmount: 1_900,
  recurringAmount: 9_500,
  currency: "usd",
  periodStart: "2026-11-16T00:00:00.000Z",
  periodEnd: "2026-12-16T00:00:00.000Z",
  trialEnd: null,
  cancelAt: null,
  endedAt: null,
  scheduled: null,
  pendingUpdate: null,
  collection: "charge_automatically",
};
const running: BillingStatus = {
  account,
  provider: { state: "ready", demo: false },
  plan: "team",
  planName: "Team",
  state: "active",
  until: null,
  retainedUntil: null,
  subscription,
  seats: { purchased: 5, used: 3, reserved: 1 },
  overSeats: false,
  card: null,
  details: null,
  problems: [],
  managesBilling: true,
};
const ended: BillingStatus = { ...running, state: "ended", subscription: null };
const team: PlanOffer = {
  plan: "team",
  name: "Team",
  description: "",
  byContract: false,
  prices: [
    { interval: "month", perSeat: true, amount: 1_900, currency: "usd", confirmed: true },
    { interval: "year", perSeat: true, amount: 19_000, currency: "usd", confirmed: true },
  ],
};
const free: PlanOffer = { plan: "free", name: "Free", description: "", byContract: false, prices: [] };

const labels = (status: BillingStatus) => billingActions(status, paths).map(({ label }) => label);

describe("the actions of the Billing page", () => {
  it("change what runs, and never hide the way out", () => {
    expect(labels(running)).toEqual(["Cancel plan", "Switch to yearly", "Change seats"]);
    expect(labels({ ...running, subscription: { ...subscription, interval: "year", seats: null } })).toEqual([
      "Cancel plan",
      "Switch to monthly",
    ]);
    expect(labels({ ...running, state: "grace", subscription: { ...subscription, status: "past_due" } })).toContain(
      "Cancel plan",
    );
  });

  it("take a cancellation back, and start a bought plan before its trial is over", () => {
    expect(labels({ ...running, subscription: { ...subscription, cancelAt: subscription.periodEnd } })).toEqual([
      "Keep plan",
    ]);
    expect(labels({ ...running, state: "trial", subscription: { ...subscription, status: "trialing" } })).toContain(
      "End trial now",
    );
  });

  it("sell a plan where none is paid, and nothing on a contract or without a provider", () => {
    expect(labels(ended)).toEqual(["Buy Team"]);
    expect(labels({ ...ended, state: "trial" })).toEqual(["Buy Team"]);
    expect(labels({ ...running, subscription: null })).toEqual([]);
    expect(labels({ ...running, subscription: { ...subscription, collection: "send_invoice" } })).toEqual([]);
    expect(labels({ ...running, provider: { state: "disabled" } })).toEqual([]);
  });
});

describe("what a plan of the comparison offers", () => {
  it("is the purchase, the other interval, or nothing for the plan as it is", () => {
    expect(offerAction(team, "year", ended, paths)).toEqual({
      kind: "link",
      label: "Buy Team",
      href: "/orgs/acme/billing/checkout?plan=team&interval=year",
      primary: true,
    });
    expect(offerAction(team, "year", running, paths)).toMatchObject({ label: "Switch to yearly" });
    expect(offerAction(team, "month", running, paths)).toEqual({ kind: "note", text: "Your plan." });
  });

  it("is never sold at a price that the provider does not confirm", () => {
    const unconfirmed = { ...team, prices: team.prices.map((price) => ({ ...price, confirmed: false })) };
    expect(offerAction(unconfirmed, "month", ended, paths)).toEqual({ kind: "not_sold", label: "Buy Team" });
    expect(offerAction(team, "month", ended, paths).kind).toBe("link");
  });

  it("seed-systems:INV-S2 leads from a paid plan back to the free one, whatever is used", () => {
    const pro = { ...running, account: { handle: "ada", kind: "personal" }, plan: "pro", seats: null } as const;
    const mine = billingPaths(pro.account);
    expect(
      offerAction(free, "month", { ...pro, subscription: { ...subscription, plan: "pro", seats: null } }, mine),
    ).toEqual({
      kind: "link",
      label: "Go back to Free",
      href: "/billing/change/cancel",
      primary: false,
    });
  });

  it("leaves contracts to staff", () => {
    const contract: PlanOffer = { ...team, plan: "enterprise", name: "Enterprise", byContract: true, prices: [] };
    expect(offerAction(contract, "month", running, paths).kind).toBe("note");
    expect(offerAction(team, "month", { ...running, plan: "enterprise", subscription: null }, paths)).toEqual({
      kind: "note",
      text: "A contract for another plan is live: staff change it.",
    });
  });
});
