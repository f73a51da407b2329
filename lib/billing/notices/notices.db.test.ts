import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { operatorContext } from "@/lib/access/context";
import { assignContract } from "@/lib/billing/contracts/assign-contract";
import { BILLING_NOTICE_MAIL } from "@/lib/billing/notices/notice-mail";
import { sendDueNotices } from "@/lib/billing/notices/send-due-notices";
import { agree, useCard as giveCard, stripeDouble, sync, teamOf } from "@/lib/billing/quotes/stripe.fixture";
import { priceIdOf } from "@/lib/billing/stripe/prices";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { newMember, newOrganization, request, type TestOrganization } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

/** What people are told, with everything going through the Stripe double. */
const stripe = stripeDouble();
const HOUR = 1 / 24;
const FAILS = "pm_card_chargeCustomerFail";

const stateOf = async ({ account }: TestOrganization) => (await loadSnapshot(account.id)).commercialState;
const customerOf = async ({ account }: TestOrganization) =>
  (await db().billingCustomer.findUniqueOrThrow({ where: { accountId: account.id } })).stripeCustomerId;
const newestInvoice = ({ account }: TestOrganization) =>
  db().invoice.findFirstOrThrow({ where: { accountId: account.id }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });

/** Does what a sync and the worker would have done by now. */
async function work({ ctx }: TestOrganization): Promise<void> {
  await sync(ctx);
  await sendDueNotices();
}

/** The notices to the owner since the last call: `kind`, with the day of a failed payment. */
async function told({ owner }: TestOrganization): Promise<string[]> {
  const rows = await db().outboxMessage.findMany({ where: { topic: "mail.billing-notice" }, orderBy: { id: "asc" } });
  const mails = rows.map(({ id, payload }) => ({ id, ...BILLING_NOTICE_MAIL.payload.parse(payload) }));
  const own = mails.filter(({ email }) => email === owner.email);
  await db().outboxMessage.deleteMany({ where: { id: { in: own.map(({ id }) => id) } } });
  return own.map(({ notice }) => (notice.kind === "payment_failed" ? `${notice.kind} ${notice.day}` : notice.kind));
}

beforeEach(() => stripe.clearFaults());

describe("a Team subscription", () => {
  it("is confirmed with a receipt, fails its renewal, is told of each step, and is whole again once it is paid", async () => {
    const org = await teamOf(stripe, 3);
    await work(org);
    expect((await told(org)).sort()).toEqual(["purchase", "receipt"]);
    await giveCard(stripe, org.ctx, FAILS);
    await work(org);
    await stripe.advance(31);
    const days: Record<number, string[]> = {};
    for (let day = 0; day <= 15; day++) {
      await work(org);
      const news = await told(org);
      if (news.length > 0) days[day] = news;
      await stripe.advance(1);
    }
    expect(Object.values(days).flat()).toEqual([
      "payment_failed 0",
      "payment_failed 3",
      "payment_failed 6",
      "growth_frozen",
      "payment_failed 10",
      "payment_failed 13",
      "read_only",
    ]);
    expect(await stateOf(org)).toBe("suspended_read_only");
    await giveCard(stripe, org.ctx, "pm_card_visa");
    await stripe.api(`/invoices/${(await newestInvoice(org)).id}/pay`, {});
    await work(org);
    expect(await told(org)).toEqual(["receipt"]);
    expect(await stateOf(org)).toBe("active");
    const crossings = await db().auditEvent.findMany({
      where: { accountId: org.account.id, action: "billing.state_entered" },
      orderBy: { seq: "asc" },
    });
    expect(crossings.map(({ changes }) => changes)).toEqual([
      [{ path: "state", before: "grace", after: "growth_frozen" }],
      [{ path: "state", before: "growth_frozen", after: "suspended_read_only" }],
    ]);
  });

  it("that is cancelled is told its last day, then its end and what is kept, then the end of that", async () => {
    const org = await teamOf(stripe, 3);
    await work(org);
    await told(org);
    await agree(org.ctx, { kind: "cancel" });
    await work(org);
    expect(await told(org)).toEqual(["cancel_scheduled"]);
    await stripe.advance(32);
    await work(org);
    expect(await told(org)).toEqual(["ended"]);
    expect(await stateOf(org)).toBe("ended");
    await stripe.advance(20);
    await work(org);
    expect(await told(org)).toEqual(["retention_ending"]);
  });
});

describe("a plan", () => {
  it("that was bought for the trial's end is announced with its charge, charged then, and ends in nothing", async () => {
    const org = await teamOf(stripe, 3, { start: "trial_end" });
    await work(org);
    expect(await told(org)).toEqual(["purchase"]);
    const days: Record<number, string[]> = {};
    for (let day = 1; day <= 15; day++) {
      await stripe.advance(1);
      await work(org);
      const news = await told(org);
      if (news.length > 0) days[day] = news;
    }
    expect(days).toEqual({ 11: ["trial_ending"], 13: ["trial_ending"], 15: ["receipt"] });
    const rows = await db().billingNotice.findMany({
      where: { accountId: org.account.id, kind: "trial_ending" },
      select: { shown: true },
    });
    expect(JSON.stringify(rows)).toContain("57.00 USD before tax for 3 seats is charged on that day");
  });

  it("for a year is announced 30 and 7 days before it renews, and its receipt follows", async () => {
    const org = await teamOf(stripe, 3, { interval: "year" });
    await work(org);
    await told(org);
    const days: Record<number, string[]> = {};
    for (const [at, step] of [
      [330, 330],
      [336, 6],
      [350, 14],
      [359, 9],
      [368, 9],
    ] as const) {
      await stripe.advance(step);
      await work(org);
      days[at] = await told(org);
    }
    expect(days).toEqual({ 330: [], 336: ["renewal"], 350: [], 359: ["renewal"], 368: ["receipt"] });
  });

  it("by contract is invoiced, told as overdue after its due date, and paid by transfer", async () => {
    const org = await newOrganization();
    const invoice = { amountCents: 1_200_000, interval: "year", daysUntilDue: 30 } as const;
    const wish = { plan: "enterprise", seats: 40, startsAt: now(), endsAt: null, reason: "Signed", invoice } as const;
    await assignContract(operatorContext(org.account, "tests", request), wish);
    await stripe.advance(2 * HOUR);
    await work(org);
    expect(await told(org)).toEqual(["invoice_issued"]);
    await stripe.advance(31);
    await work(org);
    expect(await told(org)).toEqual(["payment_failed 0"]);
    await stripe.api(`/invoices/${(await newestInvoice(org)).id}/pay`, { paid_out_of_band: "true" });
    await work(org);
    await stripe.advance(4);
    await work(org);
    expect(await told(org)).toEqual(["receipt"]);
  });

  it("whose seats were lowered below those in use says so once, and removes nobody", async () => {
    const org = await teamOf(stripe, 5);
    for (const name of ["Ada", "Ben", "Cleo"]) await newMember(org, "member", name);
    await work(org);
    await told(org);
    const { id, itemId } = await db().subscription.findFirstOrThrow({ where: { accountId: org.account.id } });
    await stripe.api(`/subscriptions/${id}`, { "items[0][id]": itemId ?? "", "items[0][quantity]": "3" });
    await work(org);
    expect(await told(org)).toEqual(["over_seats"]);
    await stripe.advance(1);
    await work(org);
    expect(await told(org)).toEqual([]);
    expect(await db().membership.count({ where: { accountId: org.account.id } })).toBe(4);
  });
});

describe("a first payment that never comes [case 23]", () => {
  it("opens nothing, is over after 23 hours, and leaves the trial as it was", async () => {
    const org = await newOrganization();
    await agree(org.ctx, { kind: "checkout", plan: "team", interval: "month", seats: 5, start: "now" });
    const { id } = await stripe.api("/subscriptions", {
      customer: await customerOf(org),
      "items[0][price]": await priceIdOf("team_seat_monthly"),
      "items[0][quantity]": "5",
      payment_behavior: "default_incomplete",
    });
    const statusOf = async () => (await db().subscription.findUniqueOrThrow({ where: { id } })).status;
    await work(org);
    expect([await statusOf(), await stateOf(org)]).toEqual(["incomplete", "trial"]);
    expect((await loadSnapshot(org.account.id)).entitlements.seats.limit).toBe(3);
    await stripe.advance(23.5 * HOUR);
    await work(org);
    expect([await statusOf(), await stateOf(org)]).toEqual(["incomplete_expired", "trial"]);
    expect(await told(org)).toEqual([]);
  });
});

describe("an invoice [case 26]", () => {
  it("is a draft for an hour, then open, and paid; only then there is a receipt", async () => {
    const org = await teamOf(stripe, 3);
    await work(org);
    await told(org);
    const { periodEnd } = await db().subscription.findFirstOrThrow({ where: { accountId: org.account.id } });
    const { control } = stripe;
    const { now: at } = z.object({ now: z.number() }).parse(await control("GET", "/clock"));
    await stripe.advance(((periodEnd?.getTime() ?? 0) / 1_000 + 600 - at) / 86_400);
    await work(org);
    expect(await newestInvoice(org)).toMatchObject({ status: "draft", finalizedAt: null });
    expect(await told(org)).toEqual([]);
    await stripe.advance(2 * HOUR);
    await work(org);
    expect(await newestInvoice(org)).toMatchObject({ status: "paid", amountPaid: 5_700 });
    expect(await told(org)).toEqual(["receipt"]);
  });

  it("that was given up is still owed, and can still be paid", async () => {
    const org = await teamOf(stripe, 3);
    await giveCard(stripe, org.ctx, FAILS);
    await stripe.advance(32);
    await work(org);
    const { id } = await newestInvoice(org);
    await stripe.api(`/invoices/${id}/mark_uncollectible`, {});
    await work(org);
    expect(await newestInvoice(org)).toMatchObject({ status: "uncollectible", amountRemaining: 5_700 });
    expect(await told(org)).toContain("payment_failed 0");
    await giveCard(stripe, org.ctx, "pm_card_visa");
    await stripe.api(`/invoices/${id}/pay`, {});
    await work(org);
    expect(await newestInvoice(org)).toMatchObject({ status: "paid", amountRemaining: 0 });
    expect(await told(org)).toEqual(["receipt"]);
  });

  it("that was voided owes nothing", async () => {
    const org = await teamOf(stripe, 3);
    await giveCard(stripe, org.ctx, FAILS);
    await stripe.advance(32);
    await work(org);
    await told(org);
    await stripe.api(`/invoices/${(await newestInvoice(org)).id}/void`, {});
    await work(org);
    expect(await newestInvoice(org)).toMatchObject({ status: "void" });
    await stripe.advance(4);
    await work(org);
    expect(await told(org)).toEqual([]);
  });
});

describe("a charge [INV-B4]", () => {
  it("can be refunded in full; the reason is kept, recorded and told, and access stays", async () => {
    const org = await teamOf(stripe, 3);
    await work(org);
    await told(org);
    const address = `${stripe.url()}/v1/charges?customer=${await customerOf(org)}`;
    const answer = await fetch(address, { headers: { authorization: "Bearer sk_test_sandbox" } });
    const charges = z.object({ data: z.array(z.object({ id: z.string(), amount: z.number() })) });
    const [charge] = charges.parse(await answer.json()).data;
    await stripe.api("/refunds", { charge: charge?.id ?? "", reason: "requested_by_customer" });
    await work(org);
    const row = await db().refund.findFirstOrThrow({ where: { accountId: org.account.id } });
    expect(row).toMatchObject({ amount: charge?.amount, currency: "usd", reason: "requested_by_customer" });
    const event = await db().auditEvent.findFirstOrThrow({
      where: { accountId: org.account.id, action: "billing.refund_created" },
    });
    expect(event.metadata).toMatchObject({ amount: 5_700, currency: "usd", reason: "requested_by_customer" });
    expect(await told(org)).toEqual(["refund"]);
    expect(await stateOf(org)).toBe("active");
  });
});
