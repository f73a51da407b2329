import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { operatorContext } from "@/lib/access/context";
import { verifyChain } from "@/lib/audit/verify-chain";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import type { CustomerState } from "@/lib/billing/stripe/types";
import { MovingStripe, newPayer, type Payer, trailOf } from "@/lib/billing/sync/payer.fixture";
import {
  customer,
  day,
  failed,
  invoice,
  item,
  paid,
  randomHistory,
  refund,
  sevenEvents,
  subscription,
} from "@/lib/billing/sync/stripe-history.fixture";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { at } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { newId } from "@/lib/ids";
import { newMember, request } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

const because = { because: "event" } as const;
let stripe: MovingStripe;
beforeEach(() => {
  stripe = new MovingStripe();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const sync = (payer: Payer, when = day(100)) => stripe.sync(payer, when);
const syncTo = (payer: Payer, state: CustomerState, when = day(100)) => stripe.syncTo(payer, state, when);

const snapshotOf = ({ account }: Payer, when: Date) => at(when, () => loadSnapshot(account.id));

/** An organization that bought `seats` of Team. */
async function newTeam(seats: number): Promise<Payer> {
  const payer = await newPayer();
  const sub = subscription(`sub_${payer.tag}`, {
    items: [item("team_seat_monthly", seats, { itemId: `si_${payer.tag}` })],
  });
  await syncTo(payer, customer(payer.customerId, { subscriptions: [sub] }), day(20));
  return payer;
}

describe("one sync", () => {
  it("turns what Stripe says into rows, entitlements and events, and a second one changes nothing", async () => {
    const payer = await newPayer();
    const sub = subscription(`sub_${payer.tag}`);
    const bought = paid(invoice(`in_${payer.tag}`, sub.id, 0), 0);
    const state = customer(payer.customerId, { subscriptions: [sub], invoices: [bought] });
    const before = await db().account.findUniqueOrThrow({ where: { id: payer.account.id } });
    expect(await syncTo(payer, state, day(20))).toMatchObject({ found: true, changed: true, revision: 1 });
    const snapshot = await snapshotOf(payer, day(20));
    expect(snapshot).toMatchObject({ plan: "team", commercialState: "active", overSeats: false });
    expect(snapshot.entitlements.seats).toMatchObject({ limit: 5, source: { id: `subscription:${sub.id}` } });
    const counter = await db().usageCounter.findFirst({ where: { accountId: payer.account.id, key: "seats" } });
    expect(counter?.limit).toBe(5n);
    const { entVersion } = await db().account.findUniqueOrThrow({ where: { id: payer.account.id } });
    expect(entVersion).toBe(before.entVersion + 1n);
    const { facts } = await trailOf(payer);
    expect(facts.map((fact) => JSON.parse(fact).action)).toEqual([
      "billing.invoice_finalized",
      "billing.invoice_paid",
      "billing.subscription_started",
    ]);
    expect(await sync(payer, day(21))).toMatchObject({ changed: false, revision: 1, changes: [] });
    expect(await trailOf(payer)).toMatchObject({ facts });
    const after = await db().account.findUniqueOrThrow({ where: { id: payer.account.id } });
    expect(after.entVersion).toBe(entVersion);
    const { syncedAt } = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: payer.account.id } });
    expect(syncedAt).toEqual(day(21));
  });

  it("each event of money has time, actor, amount with currency, type and Stripe's id, in the chain [INV-B3]", async () => {
    const payer = await newPayer();
    for (const state of sevenEvents(payer.tag)) await syncTo(payer, state);
    const events = await db().auditEvent.findMany({
      where: {
        accountId: payer.account.id,
        action: { in: ["billing.invoice_paid", "billing.payment_failed", "billing.refund_created"] },
      },
    });
    expect(events).toHaveLength(5);
    for (const one of events) {
      expect(one).toMatchObject({ actorType: "stripe", actorId: "Stripe" });
      expect(one.metadata).toMatchObject({ amount: expect.any(Number), currency: "usd", at: expect.any(String) });
      expect(one.targets).toMatchObject([
        { type: expect.stringMatching(/^(invoice|refund)$/), id: expect.stringContaining(payer.tag) },
      ]);
    }
    expect(await verifyChain(payer.account.id)).toMatchObject({ fault: null });
  });

  it("the stored customer says whose it is, and forged or missing metadata nothing [case 19]", async () => {
    const [payer, other] = [await newPayer(), await newPayer()];
    const sub = subscription(`sub_${payer.tag}`, { metadata: { packhouse_account: other.account.id } });
    await syncTo(payer, customer(payer.customerId, { accountHint: other.account.id, subscriptions: [sub] }));
    expect(await db().subscription.findMany({ where: { id: sub.id } })).toMatchObject([
      { accountId: payer.account.id },
    ]);
    expect(await db().subscription.count({ where: { accountId: other.account.id } })).toBe(0);
    expect(
      await at(day(100), () => syncCustomer({ customerId: "cus_of_nobody" }, because, { source: stripe.source })),
    ).toEqual({
      found: false,
    });
  });

  it("refunds and disputes change no entitlement, and stand in the trail [case 32]", async () => {
    const payer = await newTeam(5);
    const state = stripe.states.get(payer.customerId);
    if (!state || state.deleted) throw new Error("no customer");
    const before = await db().account.findUniqueOrThrow({ where: { id: payer.account.id } });
    const taken = {
      id: `dp_${payer.tag}`,
      amount: 9_500,
      currency: "usd",
      status: "lost",
      reason: "fraudulent",
      createdAt: day(21),
    };
    await syncTo(payer, { ...state, refunds: [refund(`re_${payer.tag}`, null, 21)], disputes: [taken] });
    expect(await db().account.findUniqueOrThrow({ where: { id: payer.account.id } })).toEqual(before);
    const { facts } = await trailOf(payer);
    expect(facts.join()).toContain("billing.refund_created");
    expect(facts.join()).toContain('"outcome":"lost"');
  });

  it("a customer deleted at Stripe leaves account, invoices and what was synced, and is never made anew [case 33]", async () => {
    const payer = await newTeam(5);
    await syncTo(payer, { id: payer.customerId, deleted: true }, day(25));
    expect(await snapshotOf(payer, day(60))).toMatchObject({ plan: "team", commercialState: "ended" });
    const rows = await db().billingCustomer.findMany({ where: { accountId: payer.account.id } });
    expect(rows).toMatchObject([{ stripeCustomerId: payer.customerId, unlinkedAt: day(25), card: null }]);
    expect((await trailOf(payer)).facts.join()).toContain("billing.customer_unlinked");
    expect(await sync(payer, day(30))).toMatchObject({ changed: false });
  });

  it("an unknown price keeps plan and seats, parks the customer in words, and heals [case 34]", async () => {
    const payer = await newTeam(5);
    const gold = subscription(`sub_${payer.tag}`, { items: [item("gold", 9)] });
    await syncTo(payer, customer(payer.customerId, { subscriptions: [gold] }), day(21));
    expect((await snapshotOf(payer, day(22))).entitlements.seats.limit).toBe(5);
    const parked = () => db().billingCustomer.findUniqueOrThrow({ where: { accountId: payer.account.id } });
    expect(await parked()).toMatchObject({ parked: "The price gold is not in the catalogue." });
    await syncTo(payer, customer(payer.customerId, { subscriptions: [subscription(`sub_${payer.tag}`)] }), day(23));
    expect(await parked()).toMatchObject({ parked: "" });
    const { paths } = await trailOf(payer);
    expect([...paths].find(([key]) => key.endsWith(" problem"))?.[1]).toHaveLength(2);
  });

  it("of two live subscriptions the better one counts, whichever came first, and an alarm stands [case 21]", async () => {
    for (const [first, second] of [
      [3, 8],
      [8, 3],
    ] as const) {
      const payer = await newPayer();
      const sub = (name: string, quantity: number, more: object) =>
        subscription(`sub_${name}_${payer.tag}`, {
          items: [item("team_seat_monthly", quantity, { itemId: `si_${name}_${payer.tag}` })],
          ...more,
        });
      const owing = { status: "past_due" };
      const two = [sub("a", first, first === 3 ? owing : {}), sub("b", second, second === 3 ? owing : {})];
      const bill = failed(invoice(`in_${payer.tag}`, first === 3 ? (two[0]?.id ?? "") : (two[1]?.id ?? ""), 1), 1);
      await syncTo(payer, customer(payer.customerId, { subscriptions: two, invoices: [bill] }), day(10));
      expect((await snapshotOf(payer, day(10))).entitlements.seats.limit).toBe(8);
      const row = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: payer.account.id } });
      expect(row.parked).toContain("More than one subscription is paid for");
    }
  });

  it("an overdue invoice of a contract starts the clock of the contract, and payment ends it [case 39]", async () => {
    const payer = await newPayer();
    const { termId } = await at(day(0), () =>
      assignPlan(operatorContext(payer.account, "tests", request), {
        plan: "enterprise",
        kind: "contract",
        seats: 40,
        endsAt: day(400),
        reason: "A contract for a test",
      }),
    );
    const sub = (status: string) =>
      subscription(`sub_${payer.tag}`, {
        status,
        collection: "send_invoice",
        items: [item(null, 1)],
        metadata: { packhouse_term: termId },
      });
    const bill = invoice(`in_${payer.tag}`, sub("active").id, 1, { dueAt: day(31), total: 1_200_000 });
    await syncTo(payer, customer(payer.customerId, { subscriptions: [sub("active")], invoices: [bill] }), day(2));
    expect(await snapshotOf(payer, day(2))).toMatchObject({ plan: "enterprise", commercialState: "active" });
    const overdue = { ...bill, firstFailedAt: day(31) };
    await syncTo(payer, customer(payer.customerId, { subscriptions: [sub("past_due")], invoices: [overdue] }), day(32));
    for (const [days, state] of [
      [32, "grace"],
      [38, "growth_frozen"],
      [45, "suspended_read_only"],
    ] as const) {
      const snapshot = await snapshotOf(payer, day(days));
      expect(snapshot).toMatchObject({ plan: "enterprise", commercialState: state });
      expect(snapshot.entitlements.seats.limit).toBe(40);
    }
    await syncTo(
      payer,
      customer(payer.customerId, { subscriptions: [sub("active")], invoices: [paid(overdue, 46)] }),
      day(46),
    );
    expect(await snapshotOf(payer, day(46))).toMatchObject({ plan: "enterprise", commercialState: "active" });
  });

  it("the account's open checkout ends as Stripe says it ended [case 22]", async () => {
    for (const status of ["complete", "expired", "open"] as const) {
      const payer = await newPayer();
      const accountId = payer.account.id;
      const id = `cs_${payer.tag}`;
      const dates = { createdAt: day(0), expiresAt: day(1) };
      await db().checkoutSession.create({
        data: { id, accountId, quoteId: newId(), state: "open", url: "https://pay.example", ...dates },
      });
      stripe.checkouts.set(id, { status, customerId: payer.customerId });
      await syncTo(payer, customer(payer.customerId), day(1));
      expect(await db().checkoutSession.findUnique({ where: { id } })).toMatchObject({ state: status });
    }
  });

  it("freezes growth while more seats are used than the provider left, and lifts it with the seats", async () => {
    const payer = await newTeam(5);
    for (const name of ["Ann", "Ben", "Cid"]) await at(day(20), () => newMember(payer, "member", name));
    const seats = (quantity: number) =>
      customer(payer.customerId, {
        subscriptions: [
          subscription(`sub_${payer.tag}`, {
            items: [item("team_seat_monthly", quantity, { itemId: `si_${payer.tag}` })],
          }),
        ],
      });
    await syncTo(payer, seats(3), day(21));
    expect(await snapshotOf(payer, day(22))).toMatchObject({ overSeats: true, commercialState: "active" });
    await syncTo(payer, seats(4), day(23));
    expect(await snapshotOf(payer, day(24))).toMatchObject({ overSeats: false });
  });
});

describe("while Stripe is away", () => {
  it("three days without an answer degrade nobody, and one sync heals [INV-E1, case 12]", async () => {
    const payer = await newTeam(5);
    stripe.away = true;
    const before = await snapshotOf(payer, day(20));
    for (const days of [21, 22, 23]) {
      await expect(sync(payer, day(days))).rejects.toMatchObject({ code: "UPSTREAM" });
      const { plan, commercialState, entitlements } = await snapshotOf(payer, day(days));
      expect({ plan, commercialState, entitlements }).toEqual({
        plan: before.plan,
        commercialState: before.commercialState,
        entitlements: before.entitlements,
      });
    }
    stripe.away = false;
    expect(await sync(payer, day(23))).toMatchObject({ found: true, changed: false });
  });
});

describe("how fast", () => {
  it("a sync without news and one with news, Stripe's own time not counted", async () => {
    const payer = await newPayer();
    const states = randomHistory(payer.tag, 40, 5);
    const measure = async (when: Date) => {
      const began = performance.now();
      const result = await sync(payer, when);
      return { took: performance.now() - began, changed: result.found && result.changed };
    };
    const all: Awaited<ReturnType<typeof measure>>[] = [];
    for (const [index, state] of states.entries()) {
      stripe.set(state);
      all.push(await measure(day(100 + index)), await measure(day(100 + index)));
    }
    for (const changed of [true, false]) {
      const took = all.filter((one) => one.changed === changed).map((one) => one.took);
      took.sort((one, other) => one - other);
      const of = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1);
      const what = changed ? "with news" : "without news";
      process.stdout.write(`sync ${what}: median ${of(0.5)} ms, p99 ${of(0.99)} ms of ${took.length}\n`);
      expect(took.length).toBeGreaterThan(10);
    }
  });
});
