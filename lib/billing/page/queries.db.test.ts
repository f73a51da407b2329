import { describe, expect, it } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import {
  costByFeature,
  getInvoice,
  invoiceDocument,
  invoiceLines,
  listInvoices,
  readLines,
} from "@/lib/billing/invoices/queries";
import { listBillingNotices } from "@/lib/billing/notices/queries";
import { bannerFacts } from "@/lib/billing/page/banner-facts";
import { billingStatus } from "@/lib/billing/page/queries";
import { DAY, linkCustomer, storeInvoice, storeSubscription } from "@/lib/billing/page/queries.fixture";
import { findCheckout } from "@/lib/billing/quotes/queries";
import { at, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { contextOf, newMember, newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { getSeatPage } from "@/lib/people/seats/queries";

const first = { after: null, before: null, limit: 2, status: null };

async function payer(seats?: number): Promise<TestOrganization> {
  const org = await newOrganization(seats);
  await linkCustomer(org.account.id);
  return org;
}

const ids = async (ctx: AccountContext, more: Partial<Parameters<typeof listInvoices>[1]> = {}) =>
  (await listInvoices(ctx, { ...first, limit: 100, ...more })).rows.map(({ id }) => id);

describe("the list of invoices", () => {
  it("comes newest first by pages that neither skip nor repeat while new ones arrive, ties included", async () => {
    const { account, ctx } = await payer();
    const start = now().getTime();
    const made: string[] = [];
    for (const day of [1, 2, 2, 2, 3]) {
      made.push(await storeInvoice(account.id, { createdAt: new Date(start - day * DAY) }));
    }
    const all = await ids(ctx);
    expect([...all].sort()).toEqual([...made].sort());
    const one = await listInvoices(ctx, first);
    const newer = await storeInvoice(account.id, { createdAt: new Date(start) });
    const two = await listInvoices(ctx, { ...first, after: one.cursors.next });
    const three = await listInvoices(ctx, { ...first, after: two.cursors.next });
    expect([one, two, three].flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(all);
    expect(three.cursors.next).toBeNull();
    expect(three.count).toEqual({ matching: 6, all: 6 });
    const back = await listInvoices(ctx, { ...first, before: two.cursors.previous });
    expect(back.rows).toEqual(one.rows);
    expect(back.cursors.previous).not.toBeNull();
    expect((await ids(ctx))[0]).toBe(newer);
  });

  it("keeps to one state when asked, and counts both", async () => {
    const { account, ctx } = await payer();
    await storeInvoice(account.id);
    const open = await storeInvoice(account.id, { status: "open", firstFailedAt: now() });
    const page = await listInvoices(ctx, { ...first, status: "open" });
    expect(page.rows).toMatchObject([{ id: open, failedAt: expect.any(String), about: "Team, 5 seats" }]);
    expect(page.count).toEqual({ matching: 1, all: 2 });
  });

  it("refuses a cursor that it did not write", async () => {
    const { ctx } = await payer();
    await expect(listInvoices(ctx, { ...first, after: "nonsense" })).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("says what an invoice is for by its first line, and how many more there are", async () => {
    const { account, ctx } = await payer();
    const line = { description: "2 seats added", feature: "plan:team", amount: 100 };
    const id = await storeInvoice(account.id, { lines: [line, { ...line, description: "Credit" }, line] });
    expect((await getInvoice(ctx, id)).about).toBe("2 seats added, and 2 more");
  });
});

describe("whose billing it is", () => {
  it("shows another organization's invoice to nobody, and its own member that it is there", async () => {
    const [mine, theirs] = [await payer(), await payer()];
    const id = await storeInvoice(theirs.account.id);
    const missing = { code: "NOT_FOUND" };
    await expect(getInvoice(mine.ctx, id)).rejects.toMatchObject(missing);
    await expect(invoiceLines(mine.ctx, id)).rejects.toMatchObject(missing);
    await expect(invoiceDocument(mine.ctx, id)).rejects.toMatchObject(missing);
    await expect(readLines(mine.ctx, id).next()).rejects.toMatchObject(missing);
    await expect(findCheckout(mine.ctx, "cs_of_theirs")).rejects.toMatchObject(missing);
    expect(await ids(mine.ctx)).toEqual([]);
    expect(await costByFeature(mine.ctx)).toEqual([]);
    expect((await invoiceLines(theirs.ctx, id)).lines).toHaveLength(1);
    expect(await ids(theirs.ctx)).toEqual([id]);
  });

  it("is read by owner, admin, billing and auditor, and by no member", async () => {
    const org = await payer(10);
    const id = await storeInvoice(org.account.id);
    const reads: ((ctx: AccountContext) => Promise<unknown>)[] = [
      (ctx) => billingStatus(ctx),
      (ctx) => listInvoices(ctx, first),
      (ctx) => getInvoice(ctx, id),
      (ctx) => invoiceLines(ctx, id),
      (ctx) => invoiceDocument(ctx, id),
      (ctx) => readLines(ctx, id).next(),
      (ctx) => costByFeature(ctx),
      (ctx) => listBillingNotices(ctx, 10),
      (ctx) => getSeatPage(ctx, { door: "billing:read", page: 1, pageSize: 120 }),
    ];
    for (const role of ["owner", "admin", "billing", "auditor"] as const) {
      const ctx = role === "owner" ? org.ctx : await contextOf(org.account, await newMember(org, role));
      for (const read of reads) await read(ctx);
      expect((await billingStatus(ctx)).managesBilling).toBe(role === "owner" || role === "billing");
    }
    const member = await contextOf(org.account, await newMember(org, "member"));
    for (const read of reads) await expect(read(member)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("what it costs", () => {
  it("is the sum of final invoices' lines by feature, which is the sum of what they say without tax", async () => {
    const { account, ctx } = await payer();
    const seats = { description: "Seats", feature: "plan:team", amount: 9_500 };
    const storage = { description: "Storage", feature: "add_on:storage_100gb", amount: 1_000 };
    await storeInvoice(account.id, { lines: [seats, storage], tax: 2_000 });
    await storeInvoice(account.id, { lines: [seats, { ...seats, amount: -500 }], status: "open" });
    await storeInvoice(account.id, { lines: [seats], status: "void" });
    await storeInvoice(account.id, { lines: [seats], status: "draft", number: "" });
    const costs = await costByFeature(ctx);
    expect(costs).toEqual([
      { feature: "plan:team", label: "Team plan", amount: 18_500, currency: "usd" },
      { feature: "add_on:storage_100gb", label: "100 GB of storage", amount: 1_000, currency: "usd" },
    ]);
    const final = await db().invoice.aggregate({
      where: { accountId: account.id, status: { in: ["open", "paid"] } },
      _sum: { subtotal: true },
    });
    expect(costs.reduce((sum, { amount }) => sum + amount, 0)).toBe(final._sum.subtotal);
  });
});

describe("the state of billing", () => {
  it("says of a running subscription what a period costs, and what is planned", async () => {
    const { account, ctx } = await payer();
    const change = {
      at: new Date(now().getTime() + 30 * DAY).toISOString(),
      seats: 3,
      interval: "month",
      plan: "team",
    };
    const addOns = [{ key: "storage_100gb", quantity: 2, itemId: "si_2" }];
    await storeSubscription(account.id, { addOns, scheduled: change });
    const { plan, state, subscription, seats, leastSeats, problems, retainedUntil } = await billingStatus(ctx);
    expect({ plan, state, problems, retainedUntil }).toEqual({
      plan: "team",
      state: "active",
      problems: [],
      retainedUntil: null,
    });
    expect(subscription).toMatchObject({ recurringAmount: 5 * 1_900 + 2_000, seats: 5, scheduled: { seats: 3 } });
    expect(seats).toEqual({ purchased: 5, used: 1, reserved: 0 });
    expect(leastSeats).toBe(3);
  });

  it("says after the end until when everything is kept: thirty days at least [INV-D1]", async () => {
    const { account, ctx } = await payer();
    const endsAt = new Date(now().getTime() + 14 * DAY);
    await db().term.updateMany({ where: { accountId: account.id }, data: { endsAt } });
    const after = await at(new Date(endsAt.getTime() + 1), () => billingStatus(ctx));
    expect(after).toMatchObject({ state: "ended", retainedUntil: new Date(endsAt.getTime() + 30 * DAY).toISOString() });
    expect((await billingStatus(ctx)).retainedUntil).toBeNull();
    const long = await at(new Date(endsAt.getTime() + 31 * DAY), () => billingStatus(ctx));
    expect(long).toMatchObject({ state: "ended", retainedUntil: null });
  });

  it("names what is owed with the page that pays it, and no longer once it is paid", async () => {
    const { account, ctx } = await payer();
    await storeSubscription(account.id, { status: "past_due", firstFailedAt: now() });
    const id = await storeInvoice(account.id, {
      status: "open",
      firstFailedAt: now(),
      hostedUrl: "https://invoice.example/pay",
    });
    const failed = await billingStatus(ctx);
    expect(failed.state).toBe("grace");
    expect(failed.problems).toMatchObject([{ kind: "payment_failed", invoiceId: id, fix: { label: "Pay 95.00 USD" } }]);
    await db().invoice.update({ where: { id }, data: { status: "paid", amountPaid: 9_500, amountRemaining: 0 } });
    expect((await billingStatus(ctx)).problems).toEqual([]);
  });

  it("offers nothing to buy while no provider is set up, and says so to the banner too", async () => {
    const { account, ctx } = await payer();
    await storeSubscription(account.id, { status: "past_due", firstFailedAt: now() });
    expect((await billingStatus(ctx)).provider).toEqual({ state: "disabled" });
    const facts = await bannerFacts(ctx, await loadSnapshot(account.id));
    expect(facts).toEqual({ manages: null, paidFrom: null });
  });
});
