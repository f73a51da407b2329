import { expect, it } from "vitest";
import { isWithin } from "@/lib/entitlements/freeze";

it("leaves as many writable as the limit says, and all when it says none", () => {
  expect([0, 1, 2].map((rank) => isWithin(rank, 2))).toEqual([true, true, false]);
  expect(isWithin(0, 0)).toBe(false);
  expect(isWithin(1_000_000, "unlimited")).toBe(true);
});
