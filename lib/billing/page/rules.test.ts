import { describe, expect, it } from "vitest";
import type { PlanOffer } from "@/lib/billing/page/plan-offers";
import { billingActions, offerAction } from "@/lib/billing/page/rules";
import type { BillingStatus } from "@/lib/billing/page/types";
import type { CommercialState } from "@/lib/entitlements/types";
import { accountPaths } from "@/lib/paths";

const account = { handle: "acme", kind: "organization" } as const;
const paths = accountPaths(account);

function statusOf(word: string, state: CommercialState): BillingStatus {
  return {
    account,
    provider: { state: "ready", demo: true },
    plan: "team",
    planName: "Team",
    state,
    until: null,
    retainedUntil: null,
    subscription: {
      id: "sub_1",
      plan: "team",
      status: word,
      interval: "month",
      seats: 5,
      unitAmount: 1_900,
      recurringAmount: 9_500,
      currency: "usd",
      periodStart: null,
      periodEnd: null,
      trialEnd: null,
      cancelAt: null,
      endedAt: null,
      scheduled: null,
      pendingUpdate: null,
      collection: "charge_automatically",
    },
    seats: { purchased: 5, used: 1, reserved: 0 },
    leastSeats: 3,
    overSeats: false,
    card: null,
    details: null,
    problems: [],
    managesBilling: true,
  };
}

const TEAM: PlanOffer = {
  plan: "team",
  name: "Team",
  description: "",
  byContract: false,
  prices: [{ interval: "month", perSeat: true, amount: 1_900, currency: "usd", confirmed: true }],
};

describe("what a status offers", () => {
  it.each([
    ["active", "active", ["Cancel plan", "Switch to yearly", "Change seats"]],
    ["trialing", "trial", ["Cancel plan", "End trial now", "Switch to yearly", "Change seats"]],
    ["past_due", "grace", ["Cancel plan", "Switch to yearly", "Change seats"]],
    ["paused", "ended", ["Cancel plan"]],
    ["canceled", "ended", ["Buy Team"]],
    ["incomplete_expired", "ended", ["Buy Team"]],
  ] as const)("%s, where the account is %s", (word, state, labels) => {
    expect(billingActions(statusOf(word, state), paths).map(({ label }) => label)).toEqual(labels);
  });

  it.each(["past_due", "unpaid", "paused"])(
    "nothing is sold beside a subscription that is %s and ended here",
    (word) => {
      expect(offerAction(TEAM, "month", statusOf(word, "ended"), paths)).toMatchObject({ kind: "note" });
      expect(offerAction(TEAM, "month", statusOf("canceled", "ended"), paths)).toMatchObject({ label: "Buy Team" });
    },
  );
});
