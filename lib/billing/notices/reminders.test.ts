import { describe, expect, it } from "vitest";
import { DAY, daysOn, hourly, noticeFacts, START, sent, sold, tell } from "@/lib/billing/notices/notices.fixture";
import { priceRiseNotices } from "@/lib/billing/notices/reminders";
import type { NoticeFacts } from "@/lib/billing/notices/types";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { PlanDefinition } from "@/lib/entitlements/plans";

const trial = { id: "term-1", kind: "trial", plan: "team", planVersion: 1, seats: 3 } as const;
const ON_TRIAL = { terms: [{ ...trial, startsAt: START, endsAt: daysOn(14) }] };

function noticesOf(looks: Date[], facts: NoticeFacts) {
  return tell(looks, () => facts).flatMap(({ send }) => send.map(({ notice }) => notice));
}

describe("a trial", () => {
  it("is told to end three days and one day before, that nothing is charged, and that it has ended [case 31]", () => {
    const facts = noticeFacts({ linkedAt: null, entitlements: ON_TRIAL });
    expect(
      sent(
        tell(hourly(START, 40), () => facts),
        START,
      ),
    ).toEqual(["11.00 trial_ending", "13.00 trial_ending", "14.00 ended", "30.00 retention_ending"]);
    expect(noticesOf([daysOn(11)], facts)).toMatchObject([{ charge: null, endsAt: daysOn(14).toISOString() }]);
  });

  it("whose continuation was bought says what is charged, and ends in no end", () => {
    const bought = sold({ status: "trialing", startedAt: daysOn(5), trialEnd: daysOn(14), periodEnd: daysOn(14) });
    const facts = noticeFacts({ entitlements: ON_TRIAL, subscriptions: [bought] });
    expect(noticesOf([daysOn(11)], facts)).toMatchObject([
      { kind: "purchase", startsAt: daysOn(14).toISOString() },
      { kind: "trial_ending", charge: { amount: 5_700, currency: "usd", seats: 3 } },
    ]);
    const withdrawn = { ...bought, cancelAt: daysOn(14), canceledAt: daysOn(6) };
    const cancelled = noticeFacts({ entitlements: ON_TRIAL, subscriptions: [withdrawn] });
    expect(noticesOf([daysOn(11)], cancelled)).toContainEqual(
      expect.objectContaining({ kind: "trial_ending", charge: null }),
    );
  });

  it("that was replaced by a plan is not told to end", () => {
    const facts = noticeFacts({ entitlements: ON_TRIAL, subscriptions: [sold({ startedAt: daysOn(5) })] });
    expect(
      sent(
        tell(hourly(daysOn(5), 20), () => facts),
        START,
      ),
    ).toEqual(["5.00 purchase"]);
  });
});

describe("a renewal", () => {
  const yearly = { interval: "year", unitAmount: 19_000, recurringAmount: 57_000, periodEnd: daysOn(365) } as const;

  it("of a yearly plan is told 30 and 7 days before, with its amount; a monthly one is not [INV-B1]", () => {
    const facts = noticeFacts({ linkedAt: daysOn(1), subscriptions: [sold(yearly)] });
    const told = tell(hourly(daysOn(300), 65), () => facts);
    expect(sent(told, daysOn(365))).toEqual(["-30.00 renewal", "-7.00 renewal"]);
    expect(told.flatMap(({ send }) => send)[0]?.notice).toMatchObject({ amount: 57_000, seats: 3, interval: "year" });
    const monthly = noticeFacts({ linkedAt: daysOn(1), subscriptions: [sold()] });
    expect(noticesOf(hourly(daysOn(1), 31), monthly)).toEqual([]);
  });

  it("says what is scheduled for its day: fewer seats, or another interval at the catalogue's price", () => {
    const at = [daysOn(360)];
    const told = (more: Parameters<typeof sold>[0]) =>
      noticesOf(at, noticeFacts({ linkedAt: daysOn(1), subscriptions: [sold({ ...yearly, ...more })] }));
    const fewer = { at: daysOn(365), seats: 2, interval: null };
    expect(told({ scheduled: fewer })).toMatchObject([{ amount: 38_000, seats: 2 }]);
    const monthly = { at: daysOn(365), seats: null, interval: "month" } as const;
    expect(told({ scheduled: monthly })).toMatchObject([{ amount: 5_700, seats: 3, interval: "month" }]);
    const addOns = [{ key: "storage_100gb", quantity: 2, itemId: "si_storage" } as const];
    expect(told({ addOns, scheduled: monthly })).toMatchObject([{ amount: 7_700, seats: 3, interval: "month" }]);
  });

  it("that will not come is not announced", () => {
    const cancelled = sold({ ...yearly, cancelAt: daysOn(365), canceledAt: daysOn(2) });
    const facts = noticeFacts({ linkedAt: daysOn(10), subscriptions: [cancelled] });
    expect(noticesOf([daysOn(360)], facts)).toEqual([]);
  });
});

describe("a card", () => {
  const card = { brand: "visa", last4: "4242", expMonth: 3, expYear: 2026 };

  it("is told to expire once, in the 30 days before the end of its month", () => {
    const facts = noticeFacts({ linkedAt: daysOn(1), card, subscriptions: [sold()] });
    const end = new Date("2026-04-01T00:00:00Z");
    expect(
      sent(
        tell(hourly(daysOn(-40, end), 60), () => facts),
        end,
      ),
    ).toEqual(["-30.00 card_expiring"]);
  });

  it("on which no renewal depends is nobody's concern", () => {
    for (const one of [sold({ sent: true }), sold({ cancelAt: daysOn(90) }), sold({ endedAt: daysOn(3) })]) {
      const facts = noticeFacts({ linkedAt: daysOn(80), card, subscriptions: [one] });
      const kinds = noticesOf([daysOn(80)], facts).map(({ kind }) => kind);
      expect(kinds).not.toContain("card_expiring");
    }
  });
});

describe("a price rise [INV-S4]", () => {
  const old = planDefinition("team");
  const priced = (amountCents: number): PlanDefinition => ({
    ...old,
    prices: old.prices.map((price) => ({ ...price, amountCents })),
  });

  it("applies from the first renewal at least 30 days after its notice, and says both prices", () => {
    const cases = [
      [sold({ periodEnd: daysOn(29) }), "2026-03-08T09:00:00.000Z"],
      [sold({ periodEnd: daysOn(30) }), daysOn(30).toISOString()],
      [sold({ interval: "year", periodEnd: daysOn(10) }), "2027-01-20T09:00:00.000Z"],
      [sold({ periodEnd: new Date("2026-01-31T09:00:00Z") }), "2026-02-28T09:00:00.000Z"],
    ] as const;
    for (const [subscription, appliesAt] of cases) {
      const [rise] = priceRiseNotices(old, priced(30_000), 2, subscription, START);
      expect(rise).toMatchObject({ key: "price_rise:sub_1:2", notice: { amount: 30_000, appliesAt, perSeat: true } });
      expect(Date.parse(appliesAt)).toBeGreaterThanOrEqual(START.getTime() + 30 * DAY);
    }
    const before = old.prices.find(({ interval }) => interval === "month")?.amountCents;
    expect(priceRiseNotices(old, priced(30_000), 2, sold(), START)[0]?.notice).toMatchObject({ before });
  });

  it("is none when the price stays or falls, or when the subscription is on its way out", () => {
    expect(priceRiseNotices(old, priced(1_000), 2, sold(), START)).toEqual([]);
    expect(priceRiseNotices(old, old, 2, sold(), START)).toEqual([]);
    expect(priceRiseNotices(old, priced(30_000), 2, sold({ cancelAt: daysOn(31) }), START)).toEqual([]);
    expect(priceRiseNotices(old, priced(30_000), 2, sold({ forContract: true }), START)).toEqual([]);
  });

  it("is told to nobody who has today's version", () => {
    expect(noticesOf([daysOn(1)], noticeFacts({ linkedAt: daysOn(1), subscriptions: [sold()] }))).toEqual([]);
  });
});
