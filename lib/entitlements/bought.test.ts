import { describe, expect, it } from "vitest";
import { boughtBy, type SubscriptionRow, seatFreezes } from "@/lib/entitlements/bought";
import { resolve } from "@/lib/entitlements/resolve";
import { contract, DAY, factsOf, fromNow, NOW, START } from "@/lib/entitlements/sample-facts.fixture";
import type { Facts, TermFact } from "@/lib/entitlements/types";

function row(more: Partial<SubscriptionRow> = {}): SubscriptionRow {
  return {
    id: "sub_1",
    status: "active",
    lastKnownStatus: null,
    plan: "team",
    planVersion: 1,
    seats: 5,
    addOns: [],
    termId: null,
    startedAt: START,
    periodEnd: fromNow(10),
    cancelAt: null,
    endedAt: null,
    firstFailedAt: null,
    ...more,
  };
}

function snapshot(rows: SubscriptionRow[], terms: TermFact[] = [], more: Partial<Facts> = {}) {
  return resolve(factsOf("organization", { ...boughtBy("organization", terms, rows, NOW), ...more }), NOW);
}

describe("subscriptions", () => {
  it("the best one counts, whatever the order of the rows [case 21]", () => {
    const owing = row({ id: "sub_a", seats: 9, status: "past_due", firstFailedAt: fromNow(-10) });
    const over = row({ id: "sub_b", seats: 7, status: "canceled", endedAt: fromNow(-1) });
    const live = row({ id: "sub_c", seats: 4 });
    const orders = [
      [owing, over, live],
      [live, over, owing],
      [over, live, owing],
    ];
    for (const rows of orders) {
      expect(snapshot(rows).entitlements.seats.limit).toBe(4);
      expect(snapshot(rows).commercialState).toBe("active");
    }
    expect(snapshot([over, owing])).toMatchObject({ commercialState: "growth_frozen" });
  });

  it("grants nothing for a plan that was never understood, or for another kind of account", () => {
    for (const one of [row({ plan: null }), row({ plan: "pro", seats: null })]) {
      expect(snapshot([one]).commercialState).toBe("ended");
    }
    expect(snapshot([row({ plan: "pro", seats: null })]).notes).toContain("billing:error:plan-account-kind");
  });

  it("keeps the last known status under a new word", () => {
    const strange = { status: "hibernating", lastKnownStatus: "active" };
    expect(snapshot([row(strange)])).toMatchObject({ commercialState: "active", plan: "team" });
    expect(snapshot([row({ ...strange, lastKnownStatus: null })]).commercialState).toBe("ended");
  });
});

describe("a subscription that invoices a contract", () => {
  const term = contract("enterprise", { id: "term-1", seats: 40, endsAt: fromNow(100) });
  const linked = (more: Partial<SubscriptionRow>) => row({ termId: "term-1", plan: "enterprise", seats: 40, ...more });

  it("leaves the contract alone while it is paid, ended or void, and starts its clock while it is overdue [case 39]", () => {
    for (const more of [{}, { status: "canceled", endedAt: fromNow(-1) }, { status: "incomplete" }]) {
      expect(snapshot([linked(more)], [term])).toMatchObject({ plan: "enterprise", commercialState: "active" });
    }
    for (const [days, state] of [
      [-1, "grace"],
      [-8, "growth_frozen"],
      [-15, "suspended_read_only"],
      [-80, "ended"],
    ] as const) {
      const found = snapshot([linked({ status: "past_due", firstFailedAt: fromNow(days) })], [term]);
      expect(found).toMatchObject({ plan: "enterprise", commercialState: state });
      expect(found.entitlements.seats.limit).toBe(40);
    }
  });

  it("ends with its contract, and says nothing of a contract that is over or is another's", () => {
    const overdue = { status: "past_due", firstFailedAt: fromNow(-1) };
    const found = boughtBy("organization", [term], [linked(overdue)], NOW);
    expect(found).toMatchObject({ terms: [], subscription: { cancelAt: fromNow(100), seats: 40 } });
    const past = { ...term, endsAt: fromNow(-1) };
    expect(boughtBy("organization", [past], [linked(overdue)], NOW)).toMatchObject({
      terms: [past],
      subscription: null,
    });
    expect(boughtBy("organization", [term], [linked({ ...overdue, termId: "term-2" })], NOW)).toMatchObject({
      terms: [term],
      subscription: null,
    });
  });
});

describe("add-ons", () => {
  const addOns = [{ key: "storage_100gb" as const, quantity: 2, itemId: "si_1" }];
  const storage = (rows: SubscriptionRow[], terms: TermFact[] = []) =>
    snapshot(rows, terms).entitlements["storage.bytes"].limit;

  it("count while their subscription is the one that counts, also beside a contract", () => {
    const without = Number(storage([row()]));
    expect(storage([row({ addOns })])).toBe(without + 200e9);
    expect(storage([row({ id: "sub_0", seats: 9 }), row({ addOns, status: "incomplete" })])).toBe(without);
    const term = contract("enterprise", { id: "term-1", seats: 40 });
    const base = Number(storage([], [term]));
    expect(storage([row({ addOns, termId: "term-1", plan: "enterprise" })], [term])).toBe(base + 200e9);
    const ended = { endedAt: fromNow(-1), status: "canceled" };
    expect(storage([row({ addOns, termId: "term-1", plan: "enterprise", ...ended })], [term])).toBe(base);
  });
});

describe("more seats in use than there are", () => {
  const team = (seats: number, more: Partial<Facts> = {}) =>
    factsOf("organization", { ...boughtBy("organization", [], [row({ seats })], NOW), ...more });
  const used = (count: number) => ({ used: count, syncedAt: new Date(NOW.getTime() - DAY) });

  it("freezes growth from what the resolver gives, grants and overrides included", () => {
    expect(seatFreezes(team(3), used(3), NOW)).toEqual([]);
    expect(seatFreezes(team(3), used(5), NOW)).toMatchObject([{ kind: "over_seats", since: fromNow(-1), until: null }]);
    const said = { expiresAt: null, reason: "A promise", at: START, by: "Ada" };
    const lifted = team(3, { overrides: [{ id: "o1", key: "seats", value: 8, ...said }] });
    expect(seatFreezes(lifted, used(5), NOW)).toEqual([]);
    const frozen = { ...team(3), freezes: seatFreezes(team(3), used(5), NOW) };
    expect(resolve(frozen, NOW)).toMatchObject({ overSeats: true, commercialState: "active" });
  });

  it("says nothing of who bought nothing, of people, and of what is over", () => {
    expect(seatFreezes(factsOf("organization"), used(5), NOW)).toEqual([]);
    expect(seatFreezes(factsOf("personal"), used(5), NOW)).toEqual([]);
    expect(
      seatFreezes(team(3, boughtBy("organization", [], [row({ endedAt: fromNow(-1) })], NOW)), used(9), NOW),
    ).toEqual([]);
  });

  it("begins now where the provider was never asked, or its answer is ahead of the clock", () => {
    for (const syncedAt of [null, fromNow(2)]) {
      expect(seatFreezes(team(3), { used: 5, syncedAt }, NOW)).toMatchObject([{ since: NOW }]);
    }
  });
});
