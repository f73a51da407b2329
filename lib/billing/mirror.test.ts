import { describe, expect, it } from "vitest";
import type { AuditChange } from "@/lib/audit/types";
import type { BillingChange } from "@/lib/billing/changes";
import { EMPTY_MIRROR, type MirrorContext, reduceMirror } from "@/lib/billing/mirror";
import type { Mirror } from "@/lib/billing/mirror-rows";
import {
  customer,
  day,
  dispute,
  failed,
  invoice,
  item,
  line,
  numbers,
  paid,
  randomHistory,
  sevenEvents,
  subscription,
} from "@/lib/billing/stripe-history.fixture";
import type { CustomerState } from "@/lib/stripe/types";

const context: MirrorContext = { now: day(100), accountKind: "organization", terms: [] };
const MOVING: ReadonlySet<string> = new Set(["subscription_changed", "customer_changed", "parked", "action_required"]);

type Told = { mirror: Mirror; facts: string[]; paths: Map<string, AuditChange[]> };

function nothing(): Told {
  return { mirror: EMPTY_MIRROR, facts: [], paths: new Map() };
}

/** One line for a fact that two runs must have word for word. */
function wordsOf(change: BillingChange): string {
  const row =
    ("invoice" in change && change.invoice.id) ||
    ("refund" in change && change.refund.id) ||
    ("dispute" in change && change.dispute.id) ||
    ("subscription" in change && change.subscription.id);
  const dated = change.kind === "dispute_closed" || change.kind === "refund_failed" ? "" : change.at.toISOString();
  return `${change.kind} ${row} ${dated}`;
}

function sync(told: Told, state: CustomerState, at = context): Told {
  const { next, changes } = reduceMirror(told.mirror, state, at);
  for (const change of changes) {
    if (!MOVING.has(change.kind)) told.facts.push(wordsOf(change));
    if (change.kind !== "subscription_changed" && change.kind !== "customer_changed") continue;
    for (const one of change.changes) {
      const key = `${change.kind === "subscription_changed" ? change.after.id : "customer"} ${one.path}`;
      told.paths.set(key, [...(told.paths.get(key) ?? []), one]);
    }
  }
  return { ...told, mirror: next };
}

/** Every path's entries follow each other from nothing; returns where each ends. */
function ends({ paths }: Told): Record<string, unknown> {
  const reached: Record<string, unknown> = {};
  for (const [key, entries] of paths) {
    let value: unknown = null;
    for (const { before, after } of entries) {
      expect(before, key).toEqual(value);
      value = after;
    }
    if (value !== null) reached[key] = value;
  }
  return reached;
}

function* permutations(of: readonly number[]): Generator<number[]> {
  if (of.length === 0) yield [];
  for (const first of of) for (const rest of permutations(of.filter((one) => one !== first))) yield [first, ...rest];
}

const history = sevenEvents();
const moment = (index: number) => history[index] ?? customer("none");

describe("the order of deliveries", () => {
  const straight = history.reduce((told, state) => sync(told, state), nothing());

  it("case 8: all 5,040 orders of seven events end in one mirror and one trail, whatever Stripe does meanwhile", () => {
    const random = numbers(7);
    let orders = 0;
    for (const order of permutations([1, 2, 3, 4, 5, 6, 7])) {
      orders += 1;
      let told = nothing();
      let happened = 0;
      for (const event of order) {
        // An event is delivered after it happened; Stripe may have moved on since.
        happened = Math.max(happened, event, random() < 0.3 ? Math.ceil(random() * 7) : 0);
        told = sync(told, moment(happened));
        if (random() < 0.3) told = sync(told, moment(happened));
      }
      expect(told.mirror).toEqual(straight.mirror);
      expect([...told.facts].sort()).toEqual([...straight.facts].sort());
      expect(new Set(told.facts).size).toBe(told.facts.length);
      expect(ends(told)).toEqual(ends(straight));
    }
    expect(orders).toBe(5_040);
  });

  it("tells every fact of the history once", () => {
    const on = (days: number) => day(days).toISOString();
    expect([...straight.facts].sort()).toEqual(
      [
        `invoice_finalized in_1_history ${on(0)}`,
        `invoice_finalized in_2_history ${on(10)}`,
        `invoice_finalized in_3_history ${on(30)}`,
        `invoice_paid in_1_history ${on(0)}`,
        `invoice_paid in_2_history ${on(10)}`,
        `invoice_paid in_3_history ${on(36)}`,
        `payment_failed in_3_history ${on(30.1)}`,
        `refund_created re_1_history ${on(37)}`,
        `dispute_opened dp_1_history ${on(38)}`,
        "dispute_closed dp_1_history ",
        `subscription_started sub_history ${on(0)}`,
        `subscription_ended sub_history ${on(60)}`,
      ].sort(),
    );
  });

  it("a thousand random histories of up to 40 events, of which any are lost, end alike after one last sync", () => {
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = numbers(seed + 10_000);
      const states = randomHistory(`${seed}`, Math.ceil(random() * 40), seed);
      const whole = states.reduce((told, state) => sync(told, state), nothing());
      const kept = states.filter((_, index) => index === states.length - 1 || random() < 0.4);
      const lossy = kept.reduce((told, state) => sync(told, state), nothing());
      expect(lossy.mirror, `seed ${seed}`).toEqual(whole.mirror);
      expect([...lossy.facts].sort(), `seed ${seed}`).toEqual([...whole.facts].sort());
      expect(ends(lossy), `seed ${seed}`).toEqual(ends(whole));
    }
  });

  it("case 7: two events for one change tell it once", () => {
    const once = sync(nothing(), moment(3));
    const { changes, next } = reduceMirror(once.mirror, moment(3), context);
    expect(changes).toEqual([]);
    expect(next).toEqual(once.mirror);
  });
});

describe("the clock of a failed payment", () => {
  const startOf = (invoices: ReturnType<typeof invoice>[], status = "past_due") =>
    sync(nothing(), customer("cus", { subscriptions: [subscription("sub", { status })], invoices })).mirror
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

  it("seed-systems:INV-S1 gives a new failure all of its grace, whatever old debt was given up", () => {
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
    sync(team, customer("cus", { subscriptions: [subscription("sub", more)] })).mirror;
  const kept = { plan: "team", seats: 5, interval: "month", unitAmount: 1_900 };
  const price = (more: object) =>
    item("team_seat_monthly", 9, { price: { ...item("team_seat_monthly", 9).price, ...more } });

  it("case 34: a price that is new to us keeps the last known plan, and says so", () => {
    const mirror = changedTo({ items: [item("gold_monthly", 9)], status: "past_due" });
    expect(mirror.subscriptions[0]).toMatchObject({ ...kept, status: "past_due" });
    expect(mirror.customer.parked).toBe("The price gold_monthly is not in the catalogue.");
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
      const mirror = changedTo({ items: [...items] });
      expect(mirror.subscriptions[0]).toMatchObject(kept);
      expect(mirror.customer.parked).toBe(problem);
    }
  });

  it("a first sight of an unknown price grants nothing", () => {
    const { mirror } = sync(
      nothing(),
      customer("cus", { subscriptions: [subscription("s", { items: [item("gold", 1)] })] }),
    );
    expect(mirror.subscriptions[0]).toMatchObject({ plan: null, seats: null });
  });

  it("a new word for a status keeps the last known one beside it", () => {
    expect(changedTo({ status: "hibernating" }).subscriptions[0]).toMatchObject({
      status: "hibernating",
      lastKnownStatus: "active",
    });
    expect(changedTo({ status: "hibernating" }).customer.parked).toContain("hibernating");
  });

  it("case 21: two subscriptions that are paid for at once raise an alarm, and a contract's is none of them", () => {
    const two = [subscription("sub_a"), subscription("sub_b")];
    expect(sync(nothing(), customer("cus", { subscriptions: two })).mirror.customer.parked).toContain("sub_a, sub_b");
    const terms = [{ id: "term-1", plan: "enterprise", planVersion: 1, seats: 40 }] as const;
    const linked = [subscription("sub_a"), subscription("sub_b", { metadata: { packhouse_term: "term-1" } })];
    const { mirror } = sync(nothing(), customer("cus", { subscriptions: linked }), { ...context, terms });
    expect(mirror.customer.parked).toBe("");
    expect(mirror.subscriptions[1]).toMatchObject({
      termId: "term-1",
      plan: "enterprise",
      seats: 40,
      unitAmount: null,
    });
  });

  it("an amount that no row can hold is refused, and the invoice stays as it was", () => {
    const known = sync(nothing(), customer("cus", { invoices: [invoice("in_1", null, 0)] }));
    const huge = customer("cus", { invoices: [invoice("in_1", null, 0, { total: 3_000_000_000 })] });
    const { mirror } = sync(known, huge);
    expect(mirror.invoices).toEqual(known.mirror.invoices);
    expect(mirror.customer.parked).toContain("too large");
  });
});

describe("rows", () => {
  it("case 33: a deleted customer is unlinked, its subscriptions end, and what was paid stays", () => {
    const told = sync(sync(nothing(), moment(3)), { id: "cus_history", deleted: true });
    expect(told.mirror.customer).toMatchObject({ unlinkedAt: context.now, card: null });
    expect(told.mirror.subscriptions[0]).toMatchObject({ status: "canceled", endedAt: context.now });
    expect(told.mirror.invoices).toHaveLength(3);
    expect(told.facts.filter((fact) => fact.startsWith("customer_unlinked"))).toHaveLength(1);
    const again = sync(told, { id: "cus_history", deleted: true }, { ...context, now: day(200) });
    expect(again.mirror).toEqual(told.mirror);
  });

  it("seed-systems:INV-X1 a final invoice keeps its amounts and lines, whatever is said later; a deleted draft goes", () => {
    const first = invoice("in_1", null, 0);
    const draft = invoice("in_2", null, 1, { status: "draft", finalizedAt: null, number: "" });
    const known = sync(nothing(), customer("cus", { invoices: [first, draft] }));
    const changed = { ...paid(first, 2), total: 1, subtotal: 1, lines: [line("il_new")] };
    const { mirror } = sync(known, customer("cus", { invoices: [changed] }));
    expect(mirror.invoices).toMatchObject([{ id: "in_1", total: 9_500, status: "paid", lines: [{ id: "il_in_1" }] }]);
    expect(mirror.customer.parked).toContain("ACME-in_1");
    expect(sync(known, customer("cus")).mirror.invoices).toMatchObject([{ id: "in_1", status: "open" }]);
  });

  it("seed-systems:INV-X2 a dispute is looked at within 3 business days and ended within 14 days", () => {
    // A Thursday: Friday, Monday, Tuesday.
    const { mirror } = sync(nothing(), customer("cus", { disputes: [dispute("dp_1", 3)] }));
    expect(day(3).getUTCDay()).toBe(4);
    expect(mirror.disputes[0]).toMatchObject({ reviewDueAt: day(8), endDueAt: day(17) });
  });

  it("case 20: seats are the item's quantity; the pinned version and hints of metadata move nothing", () => {
    const metadata = { quantity: "99", plan: "enterprise", packhouse_plan_version: "1" };
    const { mirror } = sync(nothing(), customer("cus", { subscriptions: [subscription("sub", { metadata })] }));
    expect(mirror.subscriptions[0]).toMatchObject({ plan: "team", seats: 5, planVersion: 1 });
  });

  it("case 28: a schedule's next phase and a change that waits for its payment are shown as what follows", () => {
    const scheduled = { at: day(30), items: [{ lookupKey: "team_seat_yearly", quantity: 3 }] };
    const pendingUpdate = { expiresAt: day(1), items: [{ lookupKey: "team_seat_monthly", quantity: 8 }] };
    const { mirror } = sync(
      nothing(),
      customer("cus", { subscriptions: [subscription("sub", { scheduled, pendingUpdate })] }),
    );
    expect(mirror.subscriptions[0]).toMatchObject({
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
    const { mirror } = sync(nothing(), customer("cus", { subscriptions: [subscription("sub", { items })] }));
    expect(mirror.subscriptions[0]).toMatchObject({
      itemId: "si_plan",
      periodEnd: day(30),
      addOns: [{ key: "storage_100gb", quantity: 2, itemId: "si_more" }],
    });
  });
});
