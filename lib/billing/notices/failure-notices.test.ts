import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueNotices } from "@/lib/billing/notices/due-notices";
import {
  daysOn,
  hourly,
  invoiced,
  noticeFacts,
  START,
  sent,
  sold,
  tell,
  unpaid,
} from "@/lib/billing/notices/notices.fixture";
import { deriveStanding } from "@/lib/entitlements/commercial-state";

const CALENDAR = [
  "0.00 payment_failed 0",
  "3.00 payment_failed 3",
  "6.00 payment_failed 6",
  "7.00 growth_frozen",
  "10.00 payment_failed 10",
  "13.00 payment_failed 13",
  "14.00 read_only",
];

describe("a failed payment", () => {
  it("is told on days 0, 3, 6, 10 and 13, and with each state that it brings [case 25, INV-P3]", () => {
    const told = tell(hourly(START, 120), () => unpaid(START));
    expect(sent(told, START)).toEqual([...CALENDAR, "74.00 ended", "90.00 retention_ending"]);
    expect(told.flatMap(({ superseded }) => superseded)).toEqual([]);
  });

  it("tells only the latest after the clock has jumped, and never the others later", () => {
    const told = tell([daysOn(20), daysOn(20.1), daysOn(200)], () => unpaid(START));
    expect(sent(told, START)).toEqual(["20.00 read_only"]);
    expect(told[0]?.superseded.map(({ key }) => key)).toEqual([
      "dunning:in_1:0",
      "dunning:in_1:3",
      "dunning:in_1:6",
      `growth_frozen:sub_1:${START.toISOString()}`,
      "dunning:in_1:10",
      "dunning:in_1:13",
    ]);
  });

  it("says what follows and when, by the state the account is in", () => {
    const consequences = [0, 6.9, 7, 13.9, 14].map((days) => {
      const due = dueNotices(unpaid(START), daysOn(days)).find(({ key }) => key === "dunning:in_1:0");
      return due?.notice.kind === "payment_failed" && due.notice.consequence?.state;
    });
    expect(consequences).toEqual(["grace", "grace", "growth_frozen", "growth_frozen", "suspended_read_only"]);
  });

  it("brings no state where a contract keeps the account going", () => {
    const facts = unpaid(START);
    const term = {
      id: "term-1",
      kind: "contract",
      plan: "enterprise",
      planVersion: 1,
      seats: 9,
      endsAt: null,
    } as const;
    const entitlements = { ...facts.entitlements, terms: [{ ...term, startsAt: START }] };
    const told = tell(hourly(START, 90), () => ({ ...facts, entitlements }));
    expect(sent(told, START)).toEqual([0, 3, 6, 10, 13].map((day) => `${day}.00 payment_failed ${day}`));
  });

  it("of a change that its payment would have made is told once, for nothing else hangs on it", () => {
    const facts = noticeFacts({
      linkedAt: daysOn(-30),
      subscriptions: [sold({ startedAt: daysOn(-30) })],
      invoices: [invoiced({ firstFailedAt: START })],
    });
    expect(
      sent(
        tell(hourly(START, 20), () => facts),
        START,
      ),
    ).toEqual(["0.00 payment_failed 0"]);
  });

  it("of an invoice that was sent is told as overdue, from its due date on [case 39]", () => {
    const issued = daysOn(-14);
    const contract = { id: "sub_1", plan: "enterprise", planVersion: 1, seats: 9, lastKnownStatus: null } as const;
    const dates = { startedAt: daysOn(-30), periodEnd: null, cancelAt: null, endedAt: null };
    const facts = (at: Date) => {
      const late = at < START ? null : START;
      const status = late ? "past_due" : "active";
      const own = { startedAt: daysOn(-30), forContract: true, sent: true, status, firstFailedAt: late };
      return noticeFacts({
        linkedAt: daysOn(-30),
        entitlements: { subscription: { ...contract, ...dates, status, firstFailedAt: late } },
        subscriptions: [sold(own)],
        invoices: [invoiced({ finalizedAt: issued, dueAt: START, firstFailedAt: late })],
      });
    };
    const told = tell(hourly(issued, 40), facts);
    expect(sent(told, START)).toEqual(["-14.00 invoice_issued", ...CALENDAR]);
    expect(told.flatMap(({ send }) => send)[1]?.notice).toMatchObject({
      how: "due_date",
      consequence: { state: "grace" },
    });
  });
});

const FAILURES = new Set(["payment_failed", "growth_frozen", "read_only"]);

describe("any history", () => {
  /** A worker's looks at ascending instants, with gaps of minutes to months, and a payment at some point or never. */
  const history = fc.record({
    gaps: fc.array(fc.integer({ min: 1, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 30 }),
    paidAfter: fc.option(fc.integer({ min: 0, max: 100 * 24 * 60 }), { nil: null }),
  });
  const MINUTE = 60_000;

  it("tells each key once, one mail of a failure at a time, and nothing of it after the payment", () => {
    fc.assert(
      fc.property(history, ({ gaps, paidAfter }) => {
        const paidAt = paidAfter === null ? null : new Date(START.getTime() + paidAfter * MINUTE);
        const looks = gaps.map((_, index) => {
          const minutes = gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0);
          return new Date(START.getTime() + minutes * MINUTE);
        });
        const factsAt = (at: Date) => {
          if (paidAt === null || at < paidAt) return unpaid(START);
          const paid = invoiced({
            status: "paid",
            amountPaid: 5_700,
            amountRemaining: 0,
            paidAt,
            firstFailedAt: START,
          });
          return noticeFacts({ linkedAt: START, subscriptions: [sold({ startedAt: daysOn(-90) })], invoices: [paid] });
        };
        const told = tell(looks, factsAt);
        const keys = told.flatMap(({ send, superseded }) => [...send, ...superseded].map(({ key }) => key));
        expect(new Set(keys).size).toBe(keys.length);
        for (const { at, send } of told) {
          const failures = send.filter(({ notice }) => FAILURES.has(notice.kind));
          expect(failures.length).toBeLessThanOrEqual(paidAt !== null && at >= paidAt ? 0 : 1);
        }
        const receipts = told.flatMap(({ send }) => send.filter(({ notice }) => notice.kind === "receipt"));
        expect(receipts.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("leaves at least 7 days and a notice before anything degrades [INV-S1]", () => {
    fc.assert(
      fc.property(fc.date({ min: START, max: daysOn(400), noInvalidDate: true }), (failed) => {
        const looks = Array.from({ length: 61 }, (_, index) => daysOn(index / 4, failed));
        const facts = unpaid(failed);
        const degraded = looks.find((at) => {
          const { state } = deriveStanding(facts.entitlements, at);
          return state !== "active" && state !== "grace";
        });
        const first = tell(looks, () => facts).find(({ send }) => send.length > 0);
        expect(degraded).toEqual(daysOn(7, failed));
        expect(first?.at).toEqual(failed);
        expect(deriveStanding(facts.entitlements, new Date(daysOn(7, failed).getTime() - 1)).state).toBe("grace");
      }),
      { numRuns: 25 },
    );
  });
});

describe("an end", () => {
  it("says until when everything is kept: 30 days at least [INV-D1]", () => {
    const [ended] = tell([daysOn(40)], () =>
      noticeFacts({ subscriptions: [sold({ status: "canceled", endedAt: daysOn(40) })] }),
    ).flatMap(({ send }) => send);
    expect(ended?.notice).toMatchObject({ kind: "ended", unpaid: false, retainedUntil: daysOn(70).toISOString() });
    expect(ended?.entered).toEqual({ from: "cancel_scheduled", to: "ended", since: daysOn(40) });
  });

  it("tells 14 days before the retention ends, and promises 14 days when it tells late [INV-D2]", () => {
    const facts = () => noticeFacts({ subscriptions: [sold({ status: "canceled", endedAt: START })] });
    expect(sent(tell(hourly(START, 60), facts), START)).toEqual(["0.00 ended", "16.00 retention_ending"]);
    const late = tell([daysOn(45)], facts).flatMap(({ send }) => send);
    expect(late.map(({ notice }) => notice)).toEqual([
      { kind: "retention_ending", since: START.toISOString(), retainedUntil: daysOn(59).toISOString() },
    ]);
  });

  it("of a person's plan leads to Free, which promises no deletion", () => {
    const subscription = sold({ plan: "pro", seats: null, status: "canceled", endedAt: daysOn(40) });
    const base = noticeFacts({ subscriptions: [subscription] });
    const account = { id: "account-1", handle: "you", kind: "personal" } as const;
    const facts = { ...base, entitlements: { ...base.entitlements, account } };
    const told = tell(hourly(daysOn(39), 60), () => facts);
    expect(sent(told, daysOn(40))).toEqual(["0.00 ended"]);
    expect(told.flatMap(({ send }) => send)[0]).toMatchObject({
      notice: { kind: "ended", retainedUntil: null },
      entered: { to: "free" },
    });
  });

  it("that came long ago is not told by a system that starts to tell", () => {
    const facts = noticeFacts({ subscriptions: [sold({ status: "canceled", endedAt: START })] });
    expect(dueNotices(facts, daysOn(120)).map(({ key }) => key)).toEqual([]);
  });

  it("is withdrawn by a new purchase before it was told", () => {
    const again = sold({ id: "sub_2", startedAt: daysOn(40), periodEnd: daysOn(70) });
    const facts = noticeFacts({ subscriptions: [again, sold({ status: "canceled", endedAt: daysOn(39) })] });
    expect(
      sent(
        tell([daysOn(41)], () => facts),
        daysOn(41),
      ),
    ).toEqual(["0.00 purchase"]);
  });
});
