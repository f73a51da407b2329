import { describe, expect, it } from "vitest";
import {
  customer,
  day,
  dispute,
  failed,
  invoice,
  item,
  line,
  paid,
  sevenEvents,
  subscription,
} from "@/lib/billing/sync/stripe-history.fixture";
import { context, nothing, sync } from "@/lib/billing/sync/told.fixture";

const history = sevenEvents();
const moment = (index: number) => history[index] ?? customer("none");

describe("the clock of a failed payment", () => {
  const startOf = (invoices: ReturnType<typeof invoice>[], status = "past_due") =>
    sync(nothing(), customer("cus", { subscriptions: [subscription("sub", { status })], invoices })).copy
      .subscriptions[0]?.firstFailedAt;
  const a = failed(invoice("in_a", "sub", 0), 1);
  const b = failed(invoice("in_b", "sub", 30), 31);

  it("starts at the first failure and no retry, later bill or void moves it", () => {
    expect(startOf([a])).toEqual(day(1));
    expect(startOf([failed(failed(a, 4), 8)])).toEqual(day(1));
    expect(startOf([a, b])).toEqual(day(1));
    expect(startOf([{ ...a, status: "void", voidedAt: day(20) }, b])).toEqual(day(1));
    expect(startOf([a], "unpaid")).toEqual(day(1));
  });

  it("is ended by payment alone", () => {
    expect(startOf([paid(a, 5), b])).toEqual(day(31));
    expect(startOf([a], "active")).toBeNull();
  });

  it("gives a new failure all of its grace, whatever old debt was given up [INV-S1]", () => {
    const given = { ...a, status: "uncollectible", uncollectibleAt: day(20) };
    const renewed = paid(invoice("in_r", "sub", 30), 30);
    expect(startOf([given, renewed, failed(invoice("in_n", "sub", 60), 61)])).toEqual(day(61));
  });

  it("is not started by another subscription's invoice, or by a seat change that was paid meanwhile", () => {
    expect(startOf([{ ...a, subscriptionId: "sub_other" }, b])).toEqual(day(31));
    expect(startOf([a, paid(invoice("in_p", "sub", 3, { reason: "subscription_update" }), 3)])).toEqual(day(1));
  });
});

describe("what is not understood", () => {
  const team = sync(nothing(), customer("cus", { subscriptions: [subscription("sub")] }));
  const changedTo = (more: Parameters<typeof subscription>[1]) =>
    sync(team, customer("cus", { subscriptions: [subscription("sub", more)] })).copy;
  const kept = { plan: "team", seats: 5, interval: "month", unitAmount: 1_900 };
  const price = (more: object) =>
    item("team_seat_monthly", 9, { price: { ...item("team_seat_monthly", 9).price, ...more } });

  it("a price that is new to us keeps the last known plan, and says so [case 34]", () => {
    const copy = changedTo({ items: [item("gold_monthly", 9)], status: "past_due" });
    expect(copy.subscriptions[0]).toMatchObject({ ...kept, status: "past_due" });
    expect(copy.customer.parked).toBe("The price gold_monthly is not in the catalogue.");
    expect(changedTo({}).customer.parked).toBe("");
  });

  it("another currency, a price without a key, or a quantity that cannot be, keeps it too", () => {
    for (const [items, problem] of [
      [[price({ currency: "jpy" })], "The price team_seat_monthly is billed in JPY."],
      [[price({ lookupKey: null, priceId: "price_x" })], "The price price_x is not in the catalogue."],
      [[item("team_seat_monthly", -3)], "The price team_seat_monthly is bought -3 times."],
      [[item("team_seat_monthly", 0)], "The price team_seat_monthly is bought 0 times."],
      [[item("team_seat_monthly", 4_000_000_000)], "The price team_seat_monthly is bought 4000000000 times."],
      [[item("team_seat_monthly", 1.5)], "The price team_seat_monthly is bought 1.5 times."],
    ] as const) {
      const copy = changedTo({ items: [...items] });
      expect(copy.subscriptions[0]).toMatchObject(kept);
      expect(copy.customer.parked).toBe(problem);
    }
  });

  it("a first sight of an unknown price grants nothing", () => {
    const { copy } = sync(
      nothing(),
      customer("cus", { subscriptions: [subscription("s", { items: [item("gold", 1)] })] }),
    );
    expect(copy.subscriptions[0]).toMatchObject({ plan: null, seats: null });
  });

  it("a new word for a status keeps the last known one beside it", () => {
    expect(changedTo({ status: "hibernating" }).subscriptions[0]).toMatchObject({
      status: "hibernating",
      lastKnownStatus: "active",
    });
    expect(changedTo({ status: "hibernating" }).customer.parked).toContain("hibernating");
  });

  it("two subscriptions that are paid for at once raise an alarm, and so does one beside a contract's [case 21]", () => {
    const two = [subscription("sub_a"), subscription("sub_b")];
    expect(sync(nothing(), customer("cus", { subscriptions: two })).copy.customer.parked).toContain("sub_a, sub_b");
    const terms = [{ id: "term-1", plan: "enterprise", planVersion: 1, seats: 40 }] as const;
    const linked = [subscription("sub_a"), subscription("sub_b", { metadata: { packhouse_term: "term-1" } })];
    const { copy } = sync(nothing(), customer("cus", { subscriptions: linked }), { ...context, terms });
    expect(copy.customer.parked).toContain("beside that of a contract (sub_a)");
    const [, alone] = linked.map((one) => customer("cus", { subscriptions: [one] }));
    if (!alone) throw new Error("There are two");
    expect(sync(nothing(), alone, { ...context, terms }).copy.customer.parked).toBe("");
    expect(copy.subscriptions[1]).toMatchObject({
      termId: "term-1",
      plan: "enterprise",
      seats: 40,
      unitAmount: null,
    });
  });

  it("an amount that no row can hold is refused, and the invoice stays as it was", () => {
    const known = sync(nothing(), customer("cus", { invoices: [invoice("in_1", null, 0)] }));
    const huge = customer("cus", { invoices: [invoice("in_1", null, 0, { total: 3_000_000_000 })] });
    const { copy } = sync(known, huge);
    expect(copy.invoices).toEqual(known.copy.invoices);
    expect(copy.customer.parked).toContain("too large");
  });
});

describe("rows", () => {
  it("a deleted customer is unlinked, its subscriptions end, and what was paid stays [case 33]", () => {
    const told = sync(sync(nothing(), moment(3)), { id: "cus_history", deleted: true });
    expect(told.copy.customer).toMatchObject({ unlinkedAt: context.now, card: null });
    expect(told.copy.subscriptions[0]).toMatchObject({ status: "canceled", endedAt: context.now });
    expect(told.copy.invoices).toHaveLength(3);
    expect(told.facts.filter((fact) => fact.startsWith("customer_unlinked"))).toHaveLength(1);
    const again = sync(told, { id: "cus_history", deleted: true }, { ...context, now: day(200) });
    expect(again.copy).toEqual(told.copy);
  });

  it("a final invoice keeps its amounts and lines, whatever is said later; a deleted draft goes [INV-X1]", () => {
    const first = invoice("in_1", null, 0);
    const draft = invoice("in_2", null, 1, { status: "draft", finalizedAt: null, number: "" });
    const known = sync(nothing(), customer("cus", { invoices: [first, draft] }));
    const changed = { ...paid(first, 2), total: 1, subtotal: 1, lines: [line("il_new")] };
    const { copy } = sync(known, customer("cus", { invoices: [changed] }));
    expect(copy.invoices).toMatchObject([{ id: "in_1", total: 9_500, status: "paid", lines: [{ id: "il_in_1" }] }]);
    expect(copy.customer.parked).toContain("ACME-in_1");
    expect(sync(known, customer("cus")).copy.invoices).toMatchObject([{ id: "in_1", status: "open" }]);
  });

  it("a dispute is looked at within 3 business days and ended within 14 days [INV-X2]", () => {
    // A Thursday: three business days are Friday, Monday and Tuesday.
    const { copy } = sync(nothing(), customer("cus", { disputes: [dispute("dp_1", 3)] }));
    expect(day(3).getUTCDay()).toBe(4);
    expect(copy.disputes[0]).toMatchObject({ reviewDueAt: day(8), endDueAt: day(17) });
  });

  it("seats are the item's quantity; the pinned version and hints of metadata move nothing [case 20]", () => {
    const metadata = { quantity: "99", plan: "enterprise", packhouse_plan_version: "1" };
    const { copy } = sync(nothing(), customer("cus", { subscriptions: [subscription("sub", { metadata })] }));
    expect(copy.subscriptions[0]).toMatchObject({ plan: "team", seats: 5, planVersion: 1 });
  });

  it("a schedule's next phase and a change that waits for its payment are shown as what follows [case 28]", () => {
    const scheduled = { at: day(30), items: [{ lookupKey: "team_seat_yearly", quantity: 3 }] };
    const pendingUpdate = { expiresAt: day(1), items: [{ lookupKey: "team_seat_monthly", quantity: 8 }] };
    const { copy } = sync(
      nothing(),
      customer("cus", { subscriptions: [subscription("sub", { scheduled, pendingUpdate })] }),
    );
    expect(copy.subscriptions[0]).toMatchObject({
      seats: 5,
      scheduled: { at: day(30).toISOString(), seats: 3, interval: "year", plan: "team" },
      pendingUpdate: { expiresAt: day(1).toISOString(), seats: 8 },
    });
  });

  it("keeps add-ons beside the plan, and the plan's own period", () => {
    const items = [
      item("team_seat_monthly", 5, { itemId: "si_plan" }),
      item("storage_100gb_monthly", 2, { itemId: "si_more", periodStart: day(5), periodEnd: day(35) }),
    ];
    const { copy } = sync(nothing(), customer("cus", { subscriptions: [subscription("sub", { items })] }));
    expect(copy.subscriptions[0]).toMatchObject({
      itemId: "si_plan",
      periodEnd: day(30),
      addOns: [{ key: "storage_100gb", quantity: 2, itemId: "si_more" }],
    });
  });
});
