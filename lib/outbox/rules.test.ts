import { expect, it } from "vitest";
import { LEASE_MS, MAX_ATTEMPTS, waitAfter } from "@/lib/outbox/rules";

it("waits longer each time, an hour at most, and gives up within a day", () => {
  const waits = Array.from({ length: MAX_ATTEMPTS }, (_, i) => waitAfter(i + 1));
  expect(waits[0]).toBe(5_000);
  expect(waits[1]).toBe(10_000);
  expect(Math.max(...waits)).toBe(3_600_000);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(86_400_000);
  expect(LEASE_MS).toBeGreaterThan(60_000);
});
