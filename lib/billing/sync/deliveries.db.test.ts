import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/stripe/webhook/route";
import { buyTeam, useCard as giveCard, stripeDouble } from "@/lib/billing/quotes/stripe.fixture";
import { tellBreaker } from "@/lib/billing/stripe/breaker";
import { fetchCustomerState } from "@/lib/billing/stripe/fetch-customer-state";
import { backfillEvents } from "@/lib/billing/sync/backfill-events";
import { processInbox } from "@/lib/billing/sync/process-inbox";
import { loadCopy } from "@/lib/billing/sync/queries";
import { reduceCustomer } from "@/lib/billing/sync/reduce-customer";
import { numbers } from "@/lib/billing/sync/stripe-history.fixture";
import { sweepCustomers } from "@/lib/billing/sync/sweep-customers";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { EMPTY_COPY } from "@/lib/billing/sync/told.fixture";
import { now, realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

/** The dashboard's webhook on its own port: each delivery comes over HTTP, signed by the sandbox. */
let server: Server;
let address = "";
beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const headers = { "stripe-signature": String(incoming.headers["stripe-signature"] ?? "") };
    const request = new Request("http://dashboard/api/stripe/webhook", {
      method: "POST",
      headers,
      body: Buffer.concat(chunks),
    });
    const answer = await POST(request, { params: Promise.resolve({}) });
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  address = typeof at === "object" && at ? `http://127.0.0.1:${at.port}/api/stripe/webhook` : "";
});
const stripe = stripeDouble({ webhook: () => address });
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  await stripe.clearFaults();
  await stripe.settle();
  await work();
});

/** Does what the worker would have done by now, with retries brought forward. */
async function work(): Promise<void> {
  await db().stripeEvent.updateMany({ where: { state: "failed" }, data: { nextAttemptAt: realNow() } });
  while ((await processInbox()) > 0);
}

const badly = (effect: string, more: object) =>
  stripe.control("POST", "/faults", { target: "delivery", effect, ...more });
const snapshotOf = ({ account }: TestOrganization) => loadSnapshot(account.id);
const customerOf = async ({ account }: TestOrganization) =>
  (await db().billingCustomer.findUniqueOrThrow({ where: { accountId: account.id } })).stripeCustomerId;

/** The rows equal those of one sync from nothing, and the audit trail has each fact of money once. */
async function expectWhole(org: TestOrganization): Promise<Set<string>> {
  const state = await fetchCustomerState(await customerOf(org));
  const { next, changes } = reduceCustomer(EMPTY_COPY, state, { now: now(), accountKind: "organization", terms: [] });
  expect(await loadCopy(db(), org.account.id)).toEqual(next);
  const moving = ["subscription_changed", "customer_changed", "parked", "action_required"];
  const expected = changes.filter(({ kind }) => !moving.includes(kind)).map(({ kind }) => `billing.${kind}`);
  const rows = await db().auditEvent.findMany({ where: { accountId: org.account.id, actorType: "stripe" } });
  const facts = rows.map(({ action }) => action).filter((action) => !moving.includes(action.slice("billing.".length)));
  expect(facts.sort()).toEqual(expected.sort());
  return new Set(expected);
}

/** The change is made at Stripe, as in its dashboard: nobody here knows of it before an event comes. */
async function change(org: TestOrganization, fields: Record<string, string>): Promise<void> {
  const { id, itemId } = await db().subscription.findFirstOrThrow({ where: { accountId: org.account.id } });
  const seats = "quantity" in fields;
  const items = { "items[0][id]": itemId ?? "", "items[0][quantity]": fields.quantity ?? "" };
  await stripe.api(`/subscriptions/${id}`, seats ? items : fields);
}

/** A purchase, more seats, a failed renewal with a retry, its payment, and a cancellation that ends it. */
async function live(org: TestOrganization, between: () => Promise<void>): Promise<void> {
  const { ctx } = org;
  await buyTeam(stripe, ctx, 3);
  await between();
  await change(org, { quantity: "5" });
  await between();
  await giveCard(stripe, ctx, "pm_card_chargeCustomerFail");
  await stripe.advance(32);
  await between();
  await stripe.advance(4);
  await between();
  await giveCard(stripe, ctx, "pm_card_visa");
  await stripe.advance(6);
  await between();
  await change(org, { cancel_at_period_end: "true" });
  await between();
  await stripe.advance(31);
  await between();
}

async function expectLife(org: TestOrganization): Promise<void> {
  const facts = await expectWhole(org);
  for (const kind of ["payment_failed", "invoice_paid", "subscription_started", "subscription_ended"]) {
    expect(facts).toContain(`billing.${kind}`);
  }
  expect(await snapshotOf(org)).toMatchObject({ plan: "team", commercialState: "ended" });
  const events = { stripeCustomerId: await customerOf(org) };
  expect(await db().stripeEvent.count({ where: { ...events, state: { in: ["received", "failed", "dead"] } } })).toBe(0);
  expect(await db().stripeEvent.count({ where: { ...events, state: "done" } })).toBeGreaterThan(20);
}

describe("a life with Stripe's deliveries", () => {
  it("in order: every event is taken, and the worker follows", async () => {
    const org = await newOrganization();
    await live(org, work);
    await expectLife(org);
    const took: number[] = [];
    for (let count = 0; count < 30; count += 1) {
      const began = performance.now();
      await syncCustomer({ accountId: org.account.id }, { because: "sweep" });
      took.push(performance.now() - began);
    }
    took.sort((one, other) => one - other);
    process.stdout.write(
      `sync with the sandbox over HTTP: median ${took[15]?.toFixed(1)} ms, most ${took[29]?.toFixed(1)} ms\n`,
    );
  }, 120_000);

  it("a change at Stripe alone ends in the same rows and each fact once, though its events come late, twice, spoiled, in any order or never [case 30]", async () => {
    const org = await newOrganization();
    const random = numbers(3);
    await badly("drop", { type: "invoice.paid", times: 2 });
    await badly("corrupt", { type: "customer.subscription.updated", times: 2 });
    await badly("duplicate", { type: "invoice.payment_failed", times: 0, copies: 3 });
    await badly("hold", { type: "*", times: 0 });
    await live(org, async () => {
      if (random() < 0.5) return;
      await stripe.control("POST", "/events/release", {});
      await work();
    });
    await stripe.clearFaults();
    const order = (await eventIds()).sort(() => random() - 0.5);
    await stripe.control("POST", "/events/release", { order });
    await stripe.settle();
    await work();
    await expectLife(org);
  }, 120_000);

  it("every delivery lost for forty days: the list of events and a sweep bring all of it [case 14]", async () => {
    const org = await newOrganization();
    await buyTeam(stripe, org.ctx, 3);
    await stripe.settle();
    await work();
    await badly("drop", { type: "*", times: 0 });
    await giveCard(stripe, org.ctx, "pm_card_chargeCustomerFail");
    await stripe.advance(40);
    await work();
    expect(await snapshotOf(org)).toMatchObject({ commercialState: "active" });
    await stripe.clearFaults();
    expect(await backfillEvents()).toBeGreaterThan(3);
    expect(await backfillEvents()).toBe(0);
    await work();
    expect(await snapshotOf(org)).toMatchObject({ commercialState: "growth_frozen" });
    await sweepCustomers();
    await expectWhole(org);
  }, 120_000);

  it("Stripe away for three days: nobody is degraded, nothing is lost, and it heals [INV-E1, case 12]", async () => {
    const org = await newOrganization();
    await buyTeam(stripe, org.ctx, 3);
    await work();
    await giveCard(stripe, org.ctx, "pm_card_chargeCustomerFail");
    await stripe.fault({ path: "*", effect: "error", times: 0 });
    await stripe.advance(31);
    for (const days of [1, 1, 1]) {
      await work();
      expect(await sweepCustomers()).toMatchObject({ away: true });
      expect(await snapshotOf(org)).toMatchObject({ plan: "team", commercialState: "active" });
      await stripe.advance(days);
    }
    const waiting = { stripeCustomerId: await customerOf(org), state: "failed" } as const;
    expect(await db().stripeEvent.count({ where: waiting })).toBeGreaterThan(0);
    await stripe.clearFaults();
    await giveCard(stripe, org.ctx, "pm_card_visa");
    // In a process that lives on, its pause is over within seconds.
    tellBreaker("answered");
    await work();
    expect(await db().stripeEvent.count({ where: waiting })).toBe(0);
    await expectWhole(org);
    expect(await snapshotOf(org)).toMatchObject({ plan: "team", commercialState: "grace" });
  }, 120_000);
});

async function eventIds(): Promise<string[]> {
  const answer = await stripe.control("GET", "/events?limit=1000");
  const held = typeof answer === "object" && answer && "events" in answer ? answer.events : [];
  return Array.isArray(held) ? held.map(({ id }: { id: string }) => id) : [];
}
