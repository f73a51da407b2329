import { expect, it } from "vitest";
import { Plan } from "@/generated/prisma/enums";
import { PLAN_KEYS } from "@/lib/entitlements/types";

it("stores every plan of the catalogue and no other", () => {
  expect(Object.values(Plan)).toEqual([...PLAN_KEYS]);
});
