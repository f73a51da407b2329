import { expect, it } from "vitest";
import { day, ORG, refusal } from "@/lib/billing/quotes/standing.fixture";

it("a change has nothing to change without a subscription, and says why", () => {
  expect(refusal(ORG, { kind: "cancel" })).toContain("has no subscription");
  expect(refusal({ ...ORG, trial: { termId: "t", endsAt: day(1) } }, { kind: "cancel" })).toContain("charges nothing");
  expect(refusal({ ...ORG, other: "contract" }, { kind: "cancel" })).toContain("by contract");
  expect(refusal({ ...ORG, other: "parked" }, { kind: "cancel" })).toContain("does not sell");
});
