import { expect, it } from "vitest";
import {
  hasBegun,
  isCharging,
  isKnownStatus,
  isOver,
  isOwing,
  isRenewing,
  isRunning,
  isServing,
  OWING_STATUSES,
  SERVING_STATUSES,
  UNSETTLED_STATUSES,
  understoodStatus,
} from "@/lib/entitlements/subscription-status";

const HOLDS = {
  begun: hasBegun,
  running: isRunning,
  serving: isServing,
  renewing: isRenewing,
  owing: isOwing,
  charging: isCharging,
  over: isOver,
};

const meanings = (status: string) =>
  Object.entries(HOLDS)
    .flatMap(([name, holds]) => (holds(status) ? [name] : []))
    .join(" ");

it.each([
  ["active", "begun running serving renewing charging"],
  ["trialing", "begun running serving renewing"],
  ["past_due", "begun running serving renewing owing charging"],
  ["unpaid", "begun running serving owing"],
  ["paused", "begun running"],
  ["canceled", "begun over"],
  ["incomplete", ""],
  ["incomplete_expired", "over"],
])("%s means %j", (status, words) => {
  expect(isKnownStatus(status)).toBe(true);
  expect(meanings(status)).toBe(words);
});

it("a word that nobody knows means nothing by itself, and counts as the last one that was understood", () => {
  expect(isKnownStatus("hibernating")).toBe(false);
  expect(meanings("hibernating")).toBe("");
  expect(meanings("constructor")).toBe("");
  expect(understoodStatus({ status: "hibernating", lastKnownStatus: "past_due" })).toBe("past_due");
  expect(understoodStatus({ status: "hibernating", lastKnownStatus: null })).toBe("hibernating");
  expect(understoodStatus({ status: "active", lastKnownStatus: "past_due" })).toBe("active");
});

it("the database is asked for the same words", () => {
  expect([...SERVING_STATUSES].sort()).toEqual(["active", "past_due", "trialing", "unpaid"]);
  expect([...OWING_STATUSES].sort()).toEqual(["past_due", "unpaid"]);
  expect([...UNSETTLED_STATUSES].sort()).toEqual(["incomplete", "past_due", "unpaid"]);
});
