import { expect, it } from "vitest";
import { AccountKind, BillingInterval, Plan } from "@/generated/prisma/enums";
import { ACCOUNT_KINDS, INTERVALS, PLAN_KEYS } from "@/lib/entitlements/types";

it.each([
  ["plan", Plan, PLAN_KEYS],
  ["interval", BillingInterval, INTERVALS],
  ["kind of account", AccountKind, ACCOUNT_KINDS],
])("stores every %s that the catalogue knows and no other", (_, stored, known) => {
  expect(Object.values(stored)).toEqual([...known]);
});
