import { describe, expect, it } from "vitest";
import { reduceCustomer } from "@/lib/billing/sync/reduce-customer";
import { customer, day, numbers, randomHistory, sevenEvents } from "@/lib/billing/sync/stripe-history.fixture";
import { context, ends, nothing, sync } from "@/lib/billing/sync/told.fixture";

function* permutations(of: readonly number[]): Generator<number[]> {
  if (of.length === 0) yield [];
  for (const first of of) for (const rest of permutations(of.filter((one) => one !== first))) yield [first, ...rest];
}

const history = sevenEvents();
const moment = (index: number) => history[index] ?? customer("none");

describe("the order of deliveries", () => {
  const straight = history.reduce((told, state) => sync(told, state), nothing());

  it("all 5,040 orders of seven events end in one copy and one trail, whatever Stripe does meanwhile [case 8]", () => {
    const random = numbers(7);
    let orders = 0;
    for (const order of permutations([1, 2, 3, 4, 5, 6, 7])) {
      orders += 1;
      let told = nothing();
      let happened = 0;
      for (const event of order) {
        // An event arrives after it happened; Stripe's state may be newer.
        happened = Math.max(happened, event, random() < 0.3 ? Math.ceil(random() * 7) : 0);
        told = sync(told, moment(happened));
        if (random() < 0.3) told = sync(told, moment(happened));
      }
      expect(told.copy).toEqual(straight.copy);
      expect([...told.facts].sort()).toEqual([...straight.facts].sort());
      expect(new Set(told.facts).size).toBe(told.facts.length);
      expect(ends(told)).toEqual(ends(straight));
    }
    expect(orders).toBe(5_040);
  }, 60_000);

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
      expect(lossy.copy, `seed ${seed}`).toEqual(whole.copy);
      expect([...lossy.facts].sort(), `seed ${seed}`).toEqual([...whole.facts].sort());
      expect(ends(lossy), `seed ${seed}`).toEqual(ends(whole));
    }
  }, 60_000);

  it("two events for one change tell it once [case 7]", () => {
    const once = sync(nothing(), moment(3));
    const { changes, next } = reduceCustomer(once.copy, moment(3), context);
    expect(changes).toEqual([]);
    expect(next).toEqual(once.copy);
  });
});
