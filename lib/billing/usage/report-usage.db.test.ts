import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { stripeDouble, sync } from "@/lib/billing/quotes/stripe.fixture";
import { tellBreaker } from "@/lib/billing/stripe/breaker";
import { countedUsage, summingMeters } from "@/lib/billing/stripe/meters";
import { ensureCustomer } from "@/lib/billing/subscriptions/ensure-customer";
import { reconcileReports } from "@/lib/billing/usage/reconcile-reports";
import { reportUsage } from "@/lib/billing/usage/report-usage";
import { at, now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { consumeEntitlement } from "@/lib/entitlements/consume-entitlement";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";
import { newOrganization } from "@/lib/people/members/members.fixture";
import { HOUR_MS } from "@/lib/time";

vi.stubEnv("LOG_LEVEL", "silent");
const stripe = stripeDouble();
const DAYS = 24;
const SENT = { method: "POST", path: "/v1/billing/meter_events" };

const startOf = (when: Date) => new Date(Math.floor(when.getTime() / HOUR_MS) * HOUR_MS);
const hoursFrom = (when: Date, hours: number) => new Date(when.getTime() + hours * HOUR_MS);
const pass = (hours: number) => stripe.advance(hours / 24);

beforeEach(async () => {
  await stripe.clearFaults();
  tellBreaker("answered");
  // Ten minutes into an hour: no test meets the end of one by itself.
  await pass(1 - (now().getTime() - startOf(now()).getTime()) / HOUR_MS + 1 / 6);
});

async function publishing(ctx: AccountContext, amount: number, when = now()): Promise<void> {
  const entry = { key: "publishes", amount, idempotencyKey: newId(), resource: "a version" } as const;
  await at(when, () => transaction((tx) => consumeEntitlement(tx, ctx, [entry])));
}

/** An account with a customer at Stripe. */
async function customer(): Promise<AccountContext> {
  const { ctx } = await newOrganization();
  await ensureCustomer(ctx);
  return ctx;
}

async function meterId(): Promise<string> {
  return (await summingMeters()).get("publishes") ?? "";
}

/** Stripe's count over the whole time it accepts usage for. */
async function counted({ account }: AccountContext): Promise<number> {
  const { stripeCustomerId } = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: account.id } });
  const [from, until] = [hoursFrom(startOf(now()), -35 * DAYS), hoursFrom(startOf(now()), 1)];
  return countedUsage({ meterId: await meterId(), customerId: stripeCustomerId, from, until });
}

const reportsOf = ({ account }: AccountContext) =>
  db().usageReport.findMany({ where: { accountId: account.id }, orderBy: { id: "asc" } });

const driftsOf = async ({ account }: AccountContext) =>
  (await reconcileReports()).filter(({ accountId }) => accountId === account.id);

describe("usage of a closed hour [case 37]", () => {
  it("is one event of its sum, under an identifier of account, limit and hour; the hour that runs waits", async () => {
    const ctx = await customer();
    const hour = startOf(now());
    await publishing(ctx, 2);
    await publishing(ctx, 3);
    await reportUsage();
    expect(await reportsOf(ctx)).toEqual([]);
    await pass(1);
    await publishing(ctx, 7);
    await reportUsage();
    const id = `${ctx.account.id}:publishes:${hour.toISOString().slice(0, 13)}:1`;
    expect(await reportsOf(ctx)).toMatchObject([{ id, hour, amount: 5n, refusal: "", settledAt: expect.any(Date) }]);
    expect(await counted(ctx)).toBe(5);
    await pass(1);
    await reportUsage();
    expect(await counted(ctx)).toBe(12);
    expect(await driftsOf(ctx)).toEqual([]);
  });

  it("counts once, however often and by however many workers it is reported", async () => {
    const ctx = await customer();
    await publishing(ctx, 4);
    await pass(1);
    await Promise.all([reportUsage(), reportUsage(), reportUsage(), reconcileReports()]);
    await reportUsage();
    await reconcileReports();
    expect(await reportsOf(ctx)).toHaveLength(1);
    expect(await counted(ctx)).toBe(4);
  });

  it("that is entered late is another event: the next hour's run finds it, and the nightly one what is days late", async () => {
    const ctx = await customer();
    const hour = startOf(now());
    await publishing(ctx, 4);
    await pass(1);
    await reportUsage();
    await publishing(ctx, 1, hoursFrom(hour, 0.999));
    await pass(1);
    await reportUsage();
    expect(await counted(ctx)).toBe(5);
    await pass(20 * DAYS);
    await reportUsage();
    await publishing(ctx, 2, hoursFrom(hour, 0.9995));
    await reportUsage();
    expect(await counted(ctx)).toBe(5);
    expect(await driftsOf(ctx)).toEqual([]);
    expect(await counted(ctx)).toBe(7);
    expect((await reportsOf(ctx)).map(({ amount, hour: of }) => [amount, of])).toEqual([
      [4n, hour],
      [1n, hour],
      [2n, hour],
    ]);
    expect(await driftsOf(ctx)).toEqual([]);
  });

  it("before the account was a customer is not Stripe's", async () => {
    const { ctx } = await newOrganization();
    await publishing(ctx, 9);
    await pass(2);
    await ensureCustomer(ctx);
    await publishing(ctx, 1);
    await pass(1);
    await reportUsage();
    await reconcileReports();
    expect(await counted(ctx)).toBe(1);
  });
});

describe("a report that was cut off [case 37]", () => {
  /** Stripe counts it, but neither the answer nor the SDK's retries come through. */
  async function loseAnswer(): Promise<void> {
    await stripe.fault({ ...SENT, effect: "reset_after", times: 1 });
    await stripe.fault({ ...SENT, effect: "reset", times: 0 });
    await expect(reportUsage()).rejects.toMatchObject({ code: "UPSTREAM" });
    await stripe.clearFaults();
    tellBreaker("answered");
  }

  it.each([1, 30])("after Stripe counted it is not counted again %i hours later", async (hours) => {
    const ctx = await customer();
    await publishing(ctx, 6);
    await pass(1);
    await loseAnswer();
    expect(await counted(ctx)).toBe(6);
    expect(await reportsOf(ctx)).toMatchObject([{ settledAt: null, attemptedAt: expect.any(Date) }]);
    await pass(hours);
    await reportUsage();
    expect(await reportsOf(ctx)).toMatchObject([{ settledAt: expect.any(Date), refusal: "" }]);
    expect(await counted(ctx)).toBe(6);
  });

  it("keeps its amount, though more was entered for its hour meanwhile", async () => {
    const ctx = await customer();
    const hour = startOf(now());
    await publishing(ctx, 6);
    await pass(1);
    await loseAnswer();
    await publishing(ctx, 1, hoursFrom(hour, 0.999));
    await reportUsage();
    expect((await reportsOf(ctx)).map(({ amount }) => amount)).toEqual([6n, 1n]);
    expect(await counted(ctx)).toBe(7);
  });

  it("before Stripe had it goes out when Stripe is back, days later", async () => {
    const ctx = await customer();
    await publishing(ctx, 6);
    await pass(1);
    await stripe.fault({ ...SENT, effect: "error", times: 0 });
    await expect(reportUsage()).rejects.toMatchObject({ code: "UPSTREAM" });
    await stripe.clearFaults();
    tellBreaker("answered");
    await pass(3 * DAYS);
    await reportUsage();
    expect(await counted(ctx)).toBe(6);
    expect(await driftsOf(ctx)).toEqual([]);
  });
});

describe("what Stripe does not count [case 37]", () => {
  it("because it is older than 35 days is refused for ever, and alarms once", async () => {
    const ctx = await customer();
    await publishing(ctx, 3);
    await pass(1);
    await stripe.fault({ ...SENT, effect: "error", times: 0 });
    await expect(reportUsage()).rejects.toMatchObject({ code: "UPSTREAM" });
    await stripe.clearFaults();
    tellBreaker("answered");
    await pass(36 * DAYS);
    const alarm = vi.spyOn(log(), "error");
    await reportUsage();
    const [report] = await reportsOf(ctx);
    expect(report).toMatchObject({ refusal: "timestamp_too_far_in_past", settledAt: expect.any(Date) });
    expect(alarm).toHaveBeenCalledWith({ report: report?.id, reason: report?.refusal }, expect.any(String));
    alarm.mockClear();
    await reportUsage();
    expect(alarm).not.toHaveBeenCalled();
    alarm.mockRestore();
  });

  it("though it took the event is a drift: the customer is gone at Stripe", async () => {
    const ctx = await customer();
    const { stripeCustomerId } = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: ctx.account.id } });
    await publishing(ctx, 3);
    await pass(1);
    await fetch(`${stripe.url()}/v1/customers/${stripeCustomerId}`, {
      method: "DELETE",
      headers: { authorization: "Bearer sk_test_sandbox" },
    });
    await reportUsage();
    await pass(2);
    const alarm = vi.spyOn(log(), "error");
    const drift = { accountId: ctx.account.id, key: "publishes", ledger: 3, due: 3, counted: 0 };
    expect(await driftsOf(ctx)).toEqual([drift]);
    expect(alarm).toHaveBeenCalledWith({ drift }, expect.any(String));
    alarm.mockRestore();
    await sync(ctx);
    expect(await driftsOf(ctx)).toEqual([]);
  });

  it("reports a drift when Stripe counted more than the ledger has", async () => {
    const ctx = await customer();
    const { stripeCustomerId } = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: ctx.account.id } });
    await publishing(ctx, 3);
    const payload = { "payload[stripe_customer_id]": stripeCustomerId, "payload[value]": "5" };
    await stripe.api("/billing/meter_events", { event_name: "publishes", ...payload });
    await pass(2);
    await reportUsage();
    expect(await driftsOf(ctx)).toMatchObject([{ ledger: 3, counted: 8 }]);
  });
});

it("without a meter at Stripe nothing is stored or sent, which is said once; with one, what was used is reported", async () => {
  const ctx = await customer();
  await publishing(ctx, 2);
  await pass(1);
  const id = await meterId();
  await stripe.api(`/billing/meters/${id}/deactivate`, {});
  const said = vi.spyOn(log(), "info");
  await reportUsage();
  await reportUsage();
  expect(await reconcileReports()).toEqual([]);
  expect(said).toHaveBeenCalledExactlyOnceWith({ key: "publishes" }, expect.stringContaining("no active meter"));
  said.mockRestore();
  expect(await reportsOf(ctx)).toEqual([]);
  await stripe.api(`/billing/meters/${id}/reactivate`, {});
  await pass(10);
  await reconcileReports();
  expect(await counted(ctx)).toBe(2);
});

it("a report stays as it was stored", async () => {
  const ctx = await customer();
  await publishing(ctx, 2);
  await pass(1);
  await reportUsage();
  const [report] = await reportsOf(ctx);
  const where = { id: report?.id ?? "" };
  await expect(db().usageReport.update({ where, data: { amount: 9n } })).rejects.toThrow(/constraint/);
  await expect(db().usageReport.delete({ where })).rejects.toThrow(/constraint/);
  expect(await reportsOf(ctx)).toEqual([report]);
});
