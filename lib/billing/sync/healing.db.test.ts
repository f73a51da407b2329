import { beforeEach, describe, expect, it, vi } from "vitest";
import { findCheckout } from "@/lib/billing/quotes/queries";
import type { VerifiedEvent } from "@/lib/billing/stripe/types";
import { backfillEvents } from "@/lib/billing/sync/backfill-events";
import { event, MovingStripe, newPayer, type Payer } from "@/lib/billing/sync/payer.fixture";
import { processInbox } from "@/lib/billing/sync/process-inbox";
import { purgePayloads } from "@/lib/billing/sync/purge-payloads";
import { receiveEvent } from "@/lib/billing/sync/receive-event";
import { customer, day, sevenEvents, subscription } from "@/lib/billing/sync/stripe-history.fixture";
import { sweepCustomers } from "@/lib/billing/sync/sweep-customers";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { at } from "@/lib/clock";
import { db, pool } from "@/lib/db";
import { newId } from "@/lib/ids";

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

async function buyer(): Promise<Payer> {
  const payer = await newPayer();
  stripe.set(customer(payer.customerId, { subscriptions: [subscription(`sub_${payer.tag}`)] }));
  return payer;
}

describe("healing", () => {
  const sweep = (when: Date) => at(when, () => sweepCustomers(stripe.source));
  const syncedAt = async ({ account }: Payer) =>
    (await db().billingCustomer.findUniqueOrThrow({ where: { accountId: account.id } })).syncedAt;

  it("after an outage that outlasted every retry, the list of events and a sweep bring all of it [case 14]", async () => {
    const payer = await newPayer();
    const states = sevenEvents(payer.tag);
    stripe.set(states[7] ?? customer(payer.customerId));
    for (let count = 0; count < 7; count += 1)
      stripe.listed.push(event(payer.customerId, { createdAt: day(40 + count) }));
    stripe.listed.push(event(payer.customerId, { type: "radar.early_fraud_warning.created" }));
    const known = stripe.listed[0];
    if (known) await receive(known);
    expect(await at(day(47), () => backfillEvents(stripe.source))).toBe(6);
    expect(await at(day(47), () => backfillEvents(stripe.source))).toBe(0);
    expect(await process()).toBe(7);
    expect(await db().invoice.count({ where: { accountId: payer.account.id } })).toBe(3);
    expect(await db().stripeEvent.count({ where: { stripeCustomerId: payer.customerId, via: "backfill" } })).toBe(6);
  });

  it("reads the list on from where it was read in full, at most 30 days back, and not from where it broke off", async () => {
    await db().stripeEventCursor.deleteMany();
    const asked: Date[] = [];
    const listEvents = async function* ({ since }: { since: Date }) {
      asked.push(since);
      if (stripe.away) throw new Error("broke off");
      yield* stripe.listed;
    };
    const run = (when: Date) => at(when, () => backfillEvents({ listEvents }));
    await run(day(100));
    stripe.away = true;
    await expect(run(day(101))).rejects.toThrow("broke off");
    stripe.away = false;
    await run(day(103));
    await run(day(200));
    const hour = 1 / 24;
    expect(asked).toEqual([day(70), day(100 - hour), day(100 - hour), day(170)]);
  });

  it("fetches old copies again, those with trouble sooner, one failing customer beside the others", async () => {
    const payers = [await buyer(), await buyer(), await buyer(), await buyer()] as const;
    const [calm, owing, buying, broken] = payers;
    await sweep(day(60));
    for (const payer of payers) expect(await syncedAt(payer)).toEqual(day(60));
    stripe.set(
      customer(owing.customerId, { subscriptions: [subscription(`sub_${owing.tag}`, { status: "past_due" })] }),
    );
    await at(day(60), () =>
      syncCustomer({ accountId: owing.account.id }, { because: "sweep" }, { source: stripe.source }),
    );
    const dates = { createdAt: day(60), expiresAt: day(61) };
    const open = { accountId: buying.account.id, quoteId: newId(), state: "open", url: "https://pay.example" } as const;
    await db().checkoutSession.create({ data: { id: `cs_${buying.tag}`, ...open, ...dates } });
    const soon = day(60 + 11 / 1_440);
    await sweep(soon);
    expect(await Promise.all(payers.map(syncedAt))).toEqual([day(60), soon, soon, day(60)]);
    const fetch = stripe.source.fetchCustomerState;
    stripe.source.fetchCustomerState = async (id) => {
      if (id === broken.customerId) throw new Error("a row that cannot be read");
      return fetch(id);
    };
    const late = day(60.5);
    expect(await sweep(late)).toMatchObject({ failed: 1, away: false });
    expect(await Promise.all(payers.map(syncedAt))).toEqual([late, late, late, day(60)]);
    expect(calm.customerId).not.toBe(broken.customerId);
    stripe.away = true;
    expect(await sweep(day(61))).toMatchObject({ away: true });
    expect(await syncedAt(calm)).toEqual(late);
  });

  it("a sync shows the purchase before its event, of the account's own checkout only", async () => {
    const [payer, stranger] = [await buyer(), await buyer()];
    const id = `cs_${payer.tag}`;
    const open = { accountId: payer.account.id, quoteId: newId(), state: "open", url: "https://pay.example" } as const;
    await db().checkoutSession.create({ data: { id, ...open, createdAt: day(0), expiresAt: day(1) } });
    stripe.away = true;
    await expect(stripe.sync(payer, day(1))).rejects.toMatchObject({ code: "UPSTREAM" });
    expect(await findCheckout(payer.ctx, id)).toMatchObject({ state: "open" });
    stripe.away = false;
    stripe.checkouts.set(id, { status: "complete", customerId: stranger.customerId });
    await stripe.sync(payer, day(1));
    expect(await findCheckout(payer.ctx, id)).toMatchObject({ state: "open" });
    stripe.checkouts.set(id, { status: "complete", customerId: payer.customerId });
    await stripe.sync(payer, day(1));
    await expect(findCheckout(stranger.ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await findCheckout(payer.ctx, id)).toMatchObject({ state: "complete" });
    expect(await db().subscription.count({ where: { accountId: payer.account.id } })).toBe(1);
  });

  it("payloads are forgotten after 90 days; ids, types and digests stay, and a late repetition is still known [case 40]", async () => {
    const of = event("cus_of_long_ago");
    await at(day(0), () => receive(of));
    const { payloadDigest } = await stateOf(of.id);
    expect(payloadDigest).toMatch(/^[0-9a-f]{64}$/);
    await at(day(89), purgePayloads);
    expect((await stateOf(of.id)).payload).not.toBeNull();
    await at(day(91), purgePayloads);
    expect(await stateOf(of.id)).toMatchObject({ payload: null, payloadDigest, type: of.type });
    expect(await at(day(92), () => receive(of))).toBe(false);
    const forget = pool().query('DELETE FROM "StripeEvent" WHERE "id" = $1', [of.id]);
    await expect(forget).rejects.toThrow("stays known for ever");
  });
});
