import { expect, it } from "vitest";
import { basisOf } from "@/lib/billing/quotes/basis";
import { day, running, SCHEDULED } from "@/lib/billing/quotes/standing.fixture";
import type { RunningSubscription } from "@/lib/billing/subscriptions/standing";

it("the basis of a quote changes with everything that a price depends on, and with nothing else", () => {
  const before = basisOf(running(), null);
  const others: Partial<RunningSubscription>[] = [
    { seats: 6 },
    { interval: "year" },
    { status: "past_due" },
    { periodEnd: day(21) },
    { cancelAt: day(20) },
    { unitAmount: 2_000 },
    { ...SCHEDULED },
    { pendingUpdate: { expiresAt: day(1).toISOString(), seats: 9 } },
    { itemId: "si_2" },
  ];
  for (const more of others) expect(basisOf(running(more), null)).not.toBe(before);
  const price = { lookupKey: "team_seat_monthly", priceId: "price_1", unitAmount: 1_900, currency: "usd" };
  expect(basisOf(running(), price)).not.toBe(before);
  expect(basisOf(running(), { ...price, unitAmount: 2_000 })).not.toBe(basisOf(running(), price));
  expect(basisOf({ ...running(), trial: { termId: "t", endsAt: day(3) } }, null)).not.toBe(before);
  expect(basisOf({ ...running(), seatsTaken: 1 }, null)).toBe(before);
});
