import { describe, expect, it } from "vitest";
import { presentOf } from "@/lib/billing/notices/due-notices";
import { daysOn, hourly, invoiced, noticeFacts, START, sent, sold, tell } from "@/lib/billing/notices/notices.fixture";
import type { NoticeFacts } from "@/lib/billing/notices/types";

const LATER = daysOn(1);
/** A customer who heard of their purchase long ago. */
const OLD = sold({ startedAt: daysOn(-90) });

function noticesOf(looks: readonly Date[], facts: NoticeFacts) {
  return tell(looks, () => facts).flatMap(({ send }) => send.map(({ notice }) => notice));
}

describe("money that came", () => {
  const paid = invoiced({ status: "paid", amountPaid: 5_700, amountRemaining: 0, paidAt: LATER });

  it("has a receipt, once, with lines, tax and the document [INV-P2]", () => {
    const facts = noticeFacts({ subscriptions: [OLD], invoices: [paid] });
    expect(noticesOf(hourly(START, 60), facts)).toEqual([
      {
        kind: "receipt",
        invoiceId: "in_1",
        number: "A-0001",
        paidAt: LATER.toISOString(),
        amount: 5_700,
        currency: "usd",
        subtotal: 5_700,
        tax: 0,
        lines: [{ description: "3 × Team seat", amount: 5_700 }],
        hasPdf: true,
      },
    ]);
  });

  it("needs none when nothing was paid, or when it came before we knew the customer, or long ago", () => {
    const free = { ...paid, amountPaid: 0 };
    expect(noticesOf([LATER], noticeFacts({ subscriptions: [OLD], invoices: [free] }))).toEqual([]);
    const known = noticeFacts({ linkedAt: daysOn(2), subscriptions: [OLD], invoices: [paid] });
    expect(noticesOf([daysOn(3)], known)).toEqual([]);
    expect(noticesOf([daysOn(40)], noticeFacts({ subscriptions: [OLD], invoices: [paid] }))).toEqual([]);
  });

  it("is counted in the provider's whole seconds: the first payment in the second of the link has its receipt", () => {
    const linkedAt = new Date(START.getTime() + 900);
    const first = { ...paid, paidAt: START };
    const facts = noticeFacts({ linkedAt, subscriptions: [OLD], invoices: [first] });
    expect(noticesOf([LATER], facts).map(({ kind }) => kind)).toEqual(["receipt"]);
  });
});

describe("a purchase", () => {
  it("is confirmed once it began, and not while its first payment is open", () => {
    const told = (status: string) => noticesOf([LATER], noticeFacts({ subscriptions: [sold({ status })] }));
    expect(told("incomplete")).toEqual([]);
    expect(told("active")).toMatchObject([{ kind: "purchase", plan: "team", seats: 3, amount: 5_700 }]);
  });

  it("that waits for the bank says where to confirm it, and says it once [case 24]", () => {
    const waiting = invoiced({ actionRequired: true });
    const facts = noticeFacts({ subscriptions: [sold({ status: "incomplete" })], invoices: [waiting] });
    expect(noticesOf(hourly(START, 2), facts)).toEqual([
      { kind: "action_required", number: "A-0001", payUrl: "https://pay.example/in_1", amount: 5_700, currency: "usd" },
    ]);
  });
});

describe("a cancellation", () => {
  const asked = (days: number) => sold({ startedAt: daysOn(-90), cancelAt: daysOn(31), canceledAt: daysOn(days) });

  it("is confirmed with the last day and what is kept, again when it was withdrawn meanwhile [INV-S3]", () => {
    const told = tell([daysOn(1), daysOn(2), daysOn(3)], (at) =>
      noticeFacts({ subscriptions: [at < daysOn(2) ? asked(1) : at < daysOn(3) ? OLD : asked(3)] }),
    );
    expect(sent(told, START)).toEqual(["1.00 cancel_scheduled", "3.00 cancel_scheduled"]);
    expect(told[0]?.send[0]?.notice).toMatchObject({
      endsAt: daysOn(31).toISOString(),
      retainedUntil: daysOn(61).toISOString(),
    });
  });

  it("whose end was reached before it was told leaves the end to be told", () => {
    const facts = noticeFacts({ subscriptions: [{ ...asked(1), status: "canceled", endedAt: daysOn(31) }] });
    expect(
      sent(
        tell([daysOn(32)], () => facts),
        START,
      ),
    ).toEqual(["32.00 ended"]);
  });
});

describe("money that goes back [case 32]", () => {
  const refund = {
    id: "re_1",
    invoiceId: "in_1",
    amount: 1_900,
    currency: "usd",
    status: "succeeded",
    createdAt: LATER,
  };
  const dates = { createdAt: LATER, reviewDueAt: daysOn(4), endDueAt: daysOn(15) };
  const dispute = { id: "dp_1", amount: 5_700, currency: "usd", status: "needs_response", ...dates };
  const invoices = [invoiced({ status: "paid", amountRemaining: 0 })];

  it("is told once, and once more when the bank refuses it", () => {
    const told = tell([LATER, daysOn(2), daysOn(5)], (at) =>
      noticeFacts({
        subscriptions: [OLD],
        invoices,
        refunds: [at < daysOn(5) ? refund : { ...refund, status: "failed" }],
      }),
    );
    expect(told.flatMap(({ send }) => send.map(({ notice }) => notice))).toEqual([
      { kind: "refund", number: "A-0001", failed: false, amount: 1_900, currency: "usd" },
      { kind: "refund", number: "A-0001", failed: true, amount: 1_900, currency: "usd" },
    ]);
  });

  it("by a dispute is told with the days by which we look and settle, and when it is closed", () => {
    const told = tell([LATER, daysOn(2), daysOn(40), daysOn(41)], (at) =>
      noticeFacts({ subscriptions: [OLD], disputes: [at < daysOn(40) ? dispute : { ...dispute, status: "lost" }] }),
    );
    expect(told.flatMap(({ send }) => send.map(({ notice }) => notice))).toMatchObject([
      { kind: "dispute", closed: null, reviewDueAt: daysOn(4).toISOString(), endDueAt: daysOn(15).toISOString() },
      { kind: "dispute", closed: "lost" },
    ]);
  });
});

it("more people than seats are told of when it begins, and once in each period that begins with it", () => {
  const over = { id: "over-seats", kind: "over_seats", until: null, reason: "", by: "Packhouse" } as const;
  const told = tell(hourly(daysOn(1), 40), (at) => {
    const periodEnd = at < daysOn(31) ? daysOn(31) : daysOn(59);
    return noticeFacts({
      subscriptions: [{ ...OLD, periodEnd }],
      seats: { purchased: 3, used: 5 },
      // Each sync sets a new date.
      entitlements: { freezes: [{ ...over, since: at }] },
    });
  });
  expect(sent(told, START)).toEqual(["1.00 over_seats", "31.00 over_seats"]);
  expect(told[0]?.send[0]?.notice).toEqual({ kind: "over_seats", purchased: 3, used: 5 });
});

it("counts an event slightly ahead of our clock as past, but not a far future one", () => {
  const paidAt = new Date(START.getTime() + 1_500);
  const facts = (paid: Date) =>
    noticeFacts({ subscriptions: [OLD], invoices: [invoiced({ status: "paid", paidAt: paid })] });
  expect(presentOf(facts(paidAt), START)).toEqual(paidAt);
  expect(presentOf(facts(daysOn(9)), START)).toEqual(START);
  expect(presentOf(facts(paidAt), LATER)).toEqual(LATER);
});
