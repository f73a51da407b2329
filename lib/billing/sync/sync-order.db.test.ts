import { beforeEach, describe, expect, it, vi } from "vitest";
import { verifyChain } from "@/lib/audit/verify-chain";
import { withCustomerLock } from "@/lib/billing/sync/customer-lock";
import { cutTheLock } from "@/lib/billing/sync/cut-connections.fixture";
import { finalOf, MovingStripe, newPayer } from "@/lib/billing/sync/payer.fixture";
import { customer, day, numbers, randomHistory, sevenEvents } from "@/lib/billing/sync/stripe-history.fixture";
import { db } from "@/lib/db";

vi.stubEnv("LOG_LEVEL", "silent");

const LATER = day(100);
let stripe: MovingStripe;
beforeEach(() => {
  stripe = new MovingStripe();
});

describe("any order ends alike", () => {
  it("about 100 sampled orders of seven events, with repetitions, leave one state and one trail in Postgres", async () => {
    const straight = await newPayer();
    for (const state of sevenEvents(straight.tag)) await stripe.syncTo(straight, state, LATER);
    const expected = await finalOf(straight);
    expect(expected.facts).toHaveLength(12);
    const random = numbers(42);
    for (let sample = 0; sample < 100; sample += 1) {
      const payer = await newPayer();
      const states = sevenEvents(payer.tag);
      const order = [1, 2, 3, 4, 5, 6, 7].sort(() => random() - 0.5);
      let happened = 0;
      for (const one of order) {
        happened = Math.max(happened, one, random() < 0.3 ? Math.ceil(random() * 7) : 0);
        await stripe.syncTo(payer, states[happened], LATER);
        if (random() < 0.2) await stripe.sync(payer, LATER);
      }
      expect(await finalOf(payer), `sample ${sample}: ${order.join()}`).toEqual(expected);
    }
  }, 120_000);

  it("random histories of up to 40 events, most of them lost, and one sync: the state and trail of a whole one", async () => {
    const random = numbers(99);
    for (let seed = 1; seed <= 10; seed += 1) {
      const [whole, lossy] = [await newPayer(), await newPayer()];
      const events = Math.ceil(random() * 40);
      for (const state of randomHistory(whole.tag, events, seed)) await stripe.syncTo(whole, state, LATER);
      const states = randomHistory(lossy.tag, events, seed);
      for (const [index, state] of states.entries()) {
        stripe.set(state);
        if (index === states.length - 1 || random() < 0.2) await stripe.sync(lossy, LATER);
      }
      expect(await finalOf(lossy), `seed ${seed}, ${events} events`).toEqual(await finalOf(whole));
    }
  }, 120_000);
});

describe("at the same time", () => {
  it("32 parallel deliveries for one customer leave one state, each fact once and an unbroken chain [case 9]", async () => {
    const payer = await newPayer();
    const states = sevenEvents(payer.tag);
    let index = 0;
    stripe.whileFetching = async () => {
      index = Math.min(index + 1, 7);
      stripe.set(states[index] ?? customer(payer.customerId));
    };
    const results = await Promise.all(Array.from({ length: 32 }, () => stripe.sync(payer, LATER)));
    expect(results.every(({ found }) => found)).toBe(true);
    const twin = await newPayer();
    stripe.whileFetching = async () => undefined;
    for (const state of sevenEvents(twin.tag)) await stripe.syncTo(twin, state, LATER);
    expect(await finalOf(payer)).toEqual(await finalOf(twin));
    expect(await verifyChain(payer.account.id)).toMatchObject({ fault: null });
  });

  it("a change while the answer is on its way is met by its own event [case 10]", async () => {
    const payer = await newPayer();
    const states = sevenEvents(payer.tag);
    stripe.set(states[1] ?? customer(payer.customerId));
    stripe.whileFetching = async () => stripe.set(states[7] ?? customer(payer.customerId));
    await stripe.sync(payer, LATER);
    expect(await db().subscription.findMany({ where: { accountId: payer.account.id } })).toMatchObject([
      { status: "active" },
    ]);
    await stripe.sync(payer, LATER);
    expect(await db().subscription.findMany({ where: { accountId: payer.account.id } })).toMatchObject([
      { status: "canceled" },
    ]);
  });

  it("a sync that lost its lock while Stripe answered writes nothing: an older answer never follows a newer one", async () => {
    const payer = await newPayer();
    const states = sevenEvents(payer.tag);
    stripe.set(states[1] ?? customer(payer.customerId));
    stripe.whileFetching = async () => {
      stripe.whileFetching = async () => undefined;
      await cutTheLock(payer.customerId);
      await stripe.syncTo(payer, states[7], LATER);
    };
    await expect(stripe.sync(payer, LATER)).rejects.toThrow();
    expect(await db().subscription.findMany({ where: { accountId: payer.account.id } })).toMatchObject([
      { status: "canceled" },
    ]);
  });

  it("frees the lock when its work throws, and lets others in one at a time", async () => {
    await expect(withCustomerLock("cus_x", async () => Promise.reject(new Error("cut off")))).rejects.toThrow(
      "cut off",
    );
    let inside = 0;
    const most = await Promise.all(
      Array.from({ length: 8 }, () =>
        withCustomerLock("cus_x", async ({ prove }) => {
          inside += 1;
          await prove();
          const seen = inside;
          inside -= 1;
          return seen;
        }),
      ),
    );
    expect(Math.max(...most)).toBe(1);
  });
});
