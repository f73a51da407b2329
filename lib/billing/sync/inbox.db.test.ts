import { beforeEach, describe, expect, it, vi } from "vitest";
import { operatorContext } from "@/lib/access/context";
import type { VerifiedEvent } from "@/lib/billing/stripe/types";
import { MAX_ATTEMPTS, waitAfter } from "@/lib/billing/sync/inbox-rules";
import { event, MovingStripe, newPayer, type Payer } from "@/lib/billing/sync/payer.fixture";
import { processInbox } from "@/lib/billing/sync/process-inbox";
import { receiveEvent } from "@/lib/billing/sync/receive-event";
import { replayEvents } from "@/lib/billing/sync/replay-event";
import { customer, day, sevenEvents, subscription } from "@/lib/billing/sync/stripe-history.fixture";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { at, realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { request } from "@/lib/people/members/members.fixture";
import { startInboxLoop } from "@/lib/worker/jobs/inbox-loop";

vi.stubEnv("LOG_LEVEL", "silent");
vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_inbox");

let stripe: MovingStripe;
beforeEach(async () => {
  stripe = new MovingStripe();
  await db().stripeEvent.updateMany({ where: { state: { in: ["received", "failed"] } }, data: { state: "ignored" } });
});

type Sync = typeof syncCustomer;

const receive = (of: VerifiedEvent) => receiveEvent(of, { body: JSON.stringify(of.payload), via: "delivery" });
const process = (sync: Sync = syncCustomer, when = day(50)) =>
  at(when, () => processInbox({ source: stripe.source, sync }));
const stateOf = async (id: string) => db().stripeEvent.findUniqueOrThrow({ where: { id } });
/** Brings the next try forward. */
const hurry = () => db().stripeEvent.updateMany({ where: { state: "failed" }, data: { nextAttemptAt: realNow() } });

async function buyer(): Promise<Payer> {
  const payer = await newPayer();
  stripe.set(customer(payer.customerId, { subscriptions: [subscription(`sub_${payer.tag}`)] }));
  return payer;
}

describe("processing", () => {
  it("takes all due events of one customer together, and fetches once for them", async () => {
    const [first, second] = [await buyer(), await buyer()];
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const of = event(count % 2 === 0 ? first.customerId : second.customerId);
      ids.push(of.id);
      await receive(of);
    }
    expect([await process(), await process(), await process()]).toEqual([3, 3, 0]);
    expect(stripe.calls).toBe(2);
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ state: "done", attempts: 1, settledAt: day(50) });
  });

  it("several workers side by side settle every event, and no fact is told twice", async () => {
    const payers = await Promise.all(Array.from({ length: 4 }, () => newPayer()));
    for (const payer of payers) {
      const states = sevenEvents(payer.tag);
      stripe.set(states[7] ?? customer(payer.customerId));
      for (let count = 0; count < 8; count += 1) await receive(event(payer.customerId));
    }
    const worker = async () => {
      while ((await process()) > 0);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    for (const { customerId, account } of payers) {
      expect(await db().stripeEvent.count({ where: { stripeCustomerId: customerId, state: "done" } })).toBe(8);
      const paid = { accountId: account.id, action: "billing.invoice_paid" };
      expect(await db().auditEvent.count({ where: paid })).toBe(3);
    }
  });

  it("a handler that fails three times and then does not: retried with longer waits, then done [case 11]", async () => {
    const payer = await buyer();
    const of = event(payer.customerId);
    await receive(of);
    let fails = 3;
    const flaky: Sync = async (...given) => {
      if (fails-- > 0) throw new Error("the disk is full");
      return syncCustomer(...given);
    };
    for (const attempts of [1, 2, 3]) {
      const began = realNow().getTime();
      expect(await process(flaky)).toBe(1);
      const row = await stateOf(of.id);
      expect(row).toMatchObject({ state: "failed", attempts, note: "the disk is full", settledAt: null });
      expect(row.nextAttemptAt.getTime() - began).toBeGreaterThanOrEqual(waitAfter(attempts));
      expect(await process(flaky), "not before its time").toBe(0);
      await hurry();
    }
    expect(await process(flaky)).toBe(1);
    expect(await stateOf(of.id)).toMatchObject({ state: "done", attempts: 4, note: "" });
  });

  it("about three days of failures give an event up; a replay by an operator processes it, with an audit row [case 11]", async () => {
    let waited = 0;
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) waited += waitAfter(attempt);
    expect(waited / 86_400_000).toBeGreaterThan(2.5);
    expect(waited / 86_400_000).toBeLessThan(3.5);
    const payer = await buyer();
    const of = event(payer.customerId);
    await receive(of);
    const broken: Sync = async () => Promise.reject(new Error("broken"));
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await process(broken);
      await hurry();
    }
    expect(await stateOf(of.id)).toMatchObject({ state: "dead", attempts: MAX_ATTEMPTS, note: "broken" });
    expect(await process()).toBe(0);
    const other = operatorContext((await buyer()).account, "tests", request);
    expect(await replayEvents(other, { ids: [of.id] })).toEqual([]);
    await expect(replayEvents(payer.ctx, { dead: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const operator = operatorContext(payer.account, "tests", request);
    expect(await replayEvents(operator, { dead: true })).toEqual([of.id]);
    expect(await process()).toBe(1);
    expect(await stateOf(of.id)).toMatchObject({ state: "done", via: "replay" });
    const rows = await db().auditEvent.findMany({
      where: { accountId: payer.account.id, action: "billing.event_replayed" },
    });
    expect(rows).toMatchObject([
      { actorType: "operator", changes: [{ path: "state", before: "dead", after: "received" }] },
    ]);
  });

  it("a worker that dies with events in hand leaves them to the next one", async () => {
    const payer = await buyer();
    const of = event(payer.customerId);
    await receive(of);
    let inHand = () => {};
    const held = new Promise<void>((resolve) => {
      inHand = resolve;
    });
    let release = () => {};
    const dying = process(async () => {
      inHand();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return Promise.reject(new Error("killed"));
    });
    await held;
    expect(await process(), "leased").toBe(0);
    await db().stripeEvent.update({ where: { id: of.id }, data: { nextAttemptAt: realNow() } });
    expect(await process(), "the lease is over").toBe(1);
    expect(await stateOf(of.id)).toMatchObject({ state: "done", attempts: 2 });
    release();
    await dying;
  });

  it("a crash between the sync's commit and the settling of its events tells nothing twice", async () => {
    const payer = await newPayer();
    stripe.set(sevenEvents(payer.tag)[3] ?? customer(payer.customerId));
    const of = event(payer.customerId);
    await receive(of);
    const crashing: Sync = async (...given) => {
      await syncCustomer(...given);
      throw new Error("killed");
    };
    await process(crashing);
    expect(await stateOf(of.id)).toMatchObject({ state: "failed" });
    const trail = { accountId: payer.account.id, actorType: "stripe" };
    const told = await db().auditEvent.count({ where: trail });
    expect(told).toBeGreaterThan(5);
    await hurry();
    expect(await process()).toBe(1);
    expect(await stateOf(of.id)).toMatchObject({ state: "done", attempts: 2 });
    expect(await db().auditEvent.count({ where: trail })).toBe(told);
  });

  it("asks whom a dispute is about, because its event does not say", async () => {
    const payer = await buyer();
    const of = event("", { type: "charge.dispute.created" });
    await receive(of);
    stripe.source.findChargeCustomer = async () => payer.customerId;
    expect(await process()).toBe(1);
    expect(await stateOf(of.id)).toMatchObject({ state: "done", stripeCustomerId: payer.customerId });
    expect(await db().subscription.count({ where: { accountId: payer.account.id } })).toBe(1);
  });
});

describe("while Stripe is away", () => {
  it("events wait, none is given up, and all are done once Stripe answers [INV-E1]", async () => {
    const payer = await buyer();
    const of = event(payer.customerId);
    await receive(of);
    stripe.away = true;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS + 5; attempt += 1) {
      expect(await process(syncCustomer, day(50 + attempt / 8))).toBe(1);
      await hurry();
    }
    expect(await stateOf(of.id)).toMatchObject({ state: "failed", note: "Stripe could not be reached." });
    stripe.away = false;
    const broken: typeof syncCustomer = async () => {
      throw new Error("broken");
    };
    expect(await process(broken, day(53))).toBe(1);
    expect(await stateOf(of.id)).toMatchObject({ state: "failed", note: "broken" });
    await hurry();
    expect(await process(syncCustomer, day(53))).toBe(1);
    expect(await stateOf(of.id)).toMatchObject({ state: "done" });
    expect(await db().subscription.count({ where: { accountId: payer.account.id } })).toBe(1);
  });
});

describe("the loop", () => {
  it("processes what is stored while it runs, by the announcement, and finishes what it holds when stopped", async () => {
    const payer = await buyer();
    const loop = startInboxLoop(() => process());
    const of = event(payer.customerId);
    await receive(of);
    await vi.waitFor(async () => expect(await stateOf(of.id)).toMatchObject({ state: "done" }), { timeout: 5_000 });
    await loop.stop();
    const later = event(payer.customerId);
    await receive(later);
    expect(await stateOf(later.id)).toMatchObject({ state: "received", attempts: 0 });
  });
});
