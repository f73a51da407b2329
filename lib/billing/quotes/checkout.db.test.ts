import { describe, expect, it } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { agree, buyTeam, CARDS, proPerson, refusal, stripeDouble, sync } from "@/lib/billing/quotes/stripe.fixture";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { ownContextOf } from "@/lib/identity/api-keys/token.fixture";
import { contextOf, newMember, newOrganization, newPerson } from "@/lib/people/members/members.fixture";

const stripe = stripeDouble();
const TEAM = { kind: "checkout", plan: "team", interval: "month", seats: 3, start: "now" } as const;
const PRO = { kind: "checkout", plan: "pro", interval: "month", seats: null, start: "now" } as const;

async function opened(ctx: AccountContext, seats = 3): Promise<string> {
  const { url } = await agree(ctx, { ...TEAM, seats });
  return url ?? "";
}

const rows = {
  subscriptions: (ctx: AccountContext) => db().subscription.findMany({ where: { accountId: ctx.account.id } }),
  checkouts: (ctx: AccountContext) =>
    db().checkoutSession.findMany({ where: { accountId: ctx.account.id }, orderBy: { createdAt: "asc" } }),
  invoices: (ctx: AccountContext) => db().invoice.findMany({ where: { accountId: ctx.account.id } }),
};

describe("a first purchase", () => {
  it("sells Team with seats: the charge equals the quote, on an itemized invoice [INV-B1]", async () => {
    const { ctx } = await newOrganization();
    const quote = await prepareQuote(ctx, { ...TEAM, seats: 4 });
    expect(quote).toMatchObject({ dueNow: 7_600, currency: "usd", recurring: { amount: 7_600, interval: "month" } });
    expect(await rows.invoices(ctx)).toEqual([]);
    const { url, outcome } = await applyQuote(ctx, { quoteId: quote.id });
    expect(outcome).toBe("checkout");
    const paid = await stripe.pay(url ?? "");
    expect(paid.location).toContain(`/orgs/${ctx.account.handle}/billing/success?session_id=cs_`);
    await sync(ctx);
    const snapshot = await loadSnapshot(ctx.account.id);
    expect(snapshot).toMatchObject({ plan: "team", commercialState: "active" });
    expect(snapshot.entitlements.seats.limit).toBe(4);
    const invoices = await db().invoice.findMany({ where: { accountId: ctx.account.id }, include: { lines: true } });
    expect(invoices.map(({ status, total }) => [status, total])).toEqual([["paid", quote.dueNow]]);
    expect(invoices[0]?.lines.map(({ quantity, amount }) => [quantity, amount])).toEqual([[4, 7_600]]);
    expect(await rows.checkouts(ctx)).toMatchObject([{ state: "complete", quoteId: quote.id }]);
    const terms = await db().term.findMany({ where: { accountId: ctx.account.id } });
    expect(terms.map(({ kind, endsAt }) => [kind, endsAt !== null && endsAt <= new Date()])).toEqual([["trial", true]]);
  });

  it("sells Pro to a person, and nothing of an organization's", async () => {
    const ctx = await proPerson(stripe);
    expect(await loadSnapshot(ctx.account.id)).toMatchObject({ plan: "pro", commercialState: "active" });
    expect(await refusal(prepareQuote(ctx, { ...TEAM }))).toContain("409");
    const other = await ownContextOf(await newPerson("Olga"));
    expect(await refusal(prepareQuote(other, { ...TEAM }))).toContain("400 Team is for an organization");
  });

  it("waits for the trial's end, and starts early for the price that was said", async () => {
    const { ctx } = await newOrganization();
    await buyTeam(stripe, ctx, 3, { start: "trial_end" });
    const [trial] = await db().term.findMany({ where: { accountId: ctx.account.id } });
    const [waiting] = await rows.subscriptions(ctx);
    expect(waiting).toMatchObject({ status: "trialing", seats: 3 });
    expect(Math.abs((waiting?.trialEnd?.getTime() ?? 0) - (trial?.endsAt?.getTime() ?? 1))).toBeLessThan(1_000);
    expect((await rows.invoices(ctx)).reduce((sum, { amountPaid }) => sum + amountPaid, 0)).toBe(0);
    const early = await prepareQuote(ctx, { kind: "end_trial" });
    expect(early.dueNow).toBe(5_700);
    expect(await applyQuote(ctx, { quoteId: early.id })).toMatchObject({ outcome: "changed", charged: 5_700 });
    expect(await rows.subscriptions(ctx)).toMatchObject([{ status: "active", seats: 3 }]);
    expect((await rows.invoices(ctx)).reduce((sum, { amountPaid }) => sum + amountPaid, 0)).toBe(5_700);
  });

  it("a trial that was bought for its end is charged then, and never before [case 31]", async () => {
    const { ctx } = await newOrganization();
    await buyTeam(stripe, ctx, 3, { start: "trial_end" });
    await stripe.advance(13);
    await sync(ctx);
    expect(await rows.subscriptions(ctx)).toMatchObject([{ status: "trialing" }]);
    await stripe.advance(2);
    await sync(ctx);
    expect(await rows.subscriptions(ctx)).toMatchObject([{ status: "active" }]);
    expect((await rows.invoices(ctx)).reduce((sum, { amountPaid }) => sum + amountPaid, 0)).toBe(5_700);
    // Without a purchase the trial just ends.
    const idle = await newOrganization();
    await stripe.advance(15);
    expect((await loadSnapshot(idle.account.id)).commercialState).toBe("ended");
    expect(await rows.invoices(idle.ctx)).toEqual([]);
  });

  it("revives an organization that has ended [D1]", async () => {
    const { ctx, account } = await newOrganization();
    await stripe.advance(20);
    expect((await loadSnapshot(account.id)).commercialState).toBe("ended");
    expect((await prepareQuote(ctx, { ...TEAM })).sentences.join(" ")).not.toContain("trial");
    await buyTeam(stripe, ctx, 3);
    expect((await loadSnapshot(account.id)).commercialState).toBe("active");
  });

  it("whose it is follows from the stored customer, whatever the metadata says [case 19]", async () => {
    const [mine, other] = [await newOrganization(), await newOrganization()];
    const url = await opened(mine.ctx);
    const { stripeCustomerId } = await db().billingCustomer.findUniqueOrThrow({
      where: { accountId: mine.account.id },
    });
    await stripe.api(`/customers/${stripeCustomerId}`, { "metadata[packhouse_account]": other.account.id });
    await stripe.pay(url);
    await sync(mine.ctx);
    expect(await rows.subscriptions(mine.ctx)).toHaveLength(1);
    expect(await rows.subscriptions(other.ctx)).toHaveLength(0);
  });

  it("the buyer's last number counts, within the seats that are taken and what is sold [case 20]", async () => {
    const org = await newOrganization();
    await newMember(org, "member");
    await newMember(org, "admin");
    const url = await opened(org.ctx, 3);
    await stripe.pay(url, { seats: 7 });
    await sync(org.ctx);
    expect(await rows.subscriptions(org.ctx)).toMatchObject([{ seats: 7 }]);
    expect((await loadSnapshot(org.account.id)).entitlements.seats.limit).toBe(7);
    const low = await newOrganization();
    await stripe.pay(await opened(low.ctx, 5), { seats: 1 });
    await sync(low.ctx);
    expect(await rows.subscriptions(low.ctx)).toMatchObject([{ seats: 3 }]);
  });
});

describe("one subscription", () => {
  it("two tabs, a double click and the back button buy once [case 21]", async () => {
    const { ctx } = await newOrganization();
    const [first, second] = [await prepareQuote(ctx, { ...TEAM }), await prepareQuote(ctx, { ...TEAM, seats: 5 })];
    const one = await applyQuote(ctx, { quoteId: first.id });
    expect(await applyQuote(ctx, { quoteId: first.id })).toEqual(one);
    const other = await applyQuote(ctx, { quoteId: second.id });
    expect(other.url).not.toBe(one.url);
    expect((await rows.checkouts(ctx)).map(({ state }) => state)).toEqual(["expired", "open"]);
    const stale = await stripe.pay(one.url ?? "");
    expect(stale.html).toContain("This checkout is over");
    await stripe.pay(other.url ?? "");
    await sync(ctx);
    expect(await refusal(prepareQuote(ctx, { ...TEAM }))).toContain("409 ");
    await stripe.pay(other.url ?? "");
    await sync(ctx);
    expect(await rows.subscriptions(ctx)).toMatchObject([{ seats: 5 }]);
    expect(await rows.invoices(ctx)).toHaveLength(1);
  });

  it("is what many parallel clicks come to, each with its own quote", async () => {
    const { ctx } = await newOrganization();
    const quotes = await Promise.all([3, 4, 5, 6].map((seats) => prepareQuote(ctx, { ...TEAM, seats })));
    const clicks = [...quotes, ...quotes].map(({ id }) => applyQuote(ctx, { quoteId: id }));
    const ended = await Promise.allSettled(clicks);
    const urls = ended.flatMap((one) => (one.status === "fulfilled" ? [one.value.url ?? ""] : []));
    expect(urls.length).toBeGreaterThan(0);
    for (const one of ended) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
    }
    for (const url of new Set(urls)) await stripe.pay(url);
    await sync(ctx);
    expect(await rows.subscriptions(ctx)).toHaveLength(1);
    expect(await db().billingCustomer.count({ where: { accountId: ctx.account.id } })).toBe(1);
    const customers = (await stripe.requests()).filter(
      ({ method, path }) => method === "POST" && path === "/v1/customers",
    );
    expect(customers.length).toBeGreaterThan(0);
  });

  it("is not opened anew by a page that was paid while another offer was looked at", async () => {
    const { ctx } = await newOrganization();
    const url = await opened(ctx);
    const later = await prepareQuote(ctx, { ...TEAM, seats: 4 });
    await stripe.pay(url);
    expect(await refusal(applyQuote(ctx, { quoteId: later.id }))).toMatch(/^409 @.* has a subscription already/);
    expect(await rows.subscriptions(ctx)).toMatchObject([{ seats: 3 }]);
  });

  it("an expired page and a declined card leave nothing behind [case 22]", async () => {
    const { ctx } = await newOrganization();
    const url = await opened(ctx);
    const declined = await stripe.pay(url, { card: CARDS.declined });
    expect(declined.html).toContain("declined");
    await sync(ctx);
    expect(await rows.subscriptions(ctx)).toEqual([]);
    await stripe.advance(1);
    await sync(ctx);
    expect((await rows.checkouts(ctx)).map(({ state }) => state)).toEqual(["expired"]);
    await buyTeam(stripe, ctx, 3);
    expect(await rows.subscriptions(ctx)).toHaveLength(1);
  });
});

describe("beside what is not understood", () => {
  it("sells nothing beside a subscription with an unknown status, which may be charging", async () => {
    const { ctx } = await newOrganization();
    await buyTeam(stripe, ctx, 3);
    const where = { accountId: ctx.account.id };
    await db().subscription.updateMany({ where, data: { status: "hibernating", lastKnownStatus: null } });
    expect(await refusal(prepareQuote(ctx, TEAM))).toContain("409 @");
    await db().subscription.updateMany({ where, data: { status: "canceled", endedAt: null } });
    expect((await prepareQuote(ctx, TEAM)).dueNow).toBe(5_700);
  });
});

describe("who may buy", () => {
  it("owners and the billing role, nobody else, and nobody in another account", async () => {
    const org = await newOrganization();
    const quote = await prepareQuote(org.ctx, { ...TEAM });
    for (const role of ["admin", "member", "auditor"] as const) {
      const ctx = await contextOf(org.account, await newMember(org, role));
      expect(await refusal(prepareQuote(ctx, { ...TEAM }))).toContain("403");
      expect(await refusal(applyQuote(ctx, { quoteId: quote.id }))).toContain("403");
    }
    const billing = await contextOf(org.account, await newMember(org, "billing"));
    expect((await applyQuote(billing, { quoteId: quote.id })).outcome).toBe("checkout");
    const stranger = await newOrganization();
    expect(await refusal(applyQuote(stranger.ctx, { quoteId: quote.id }))).toContain("404");
    const removed = await newMember(org, "billing");
    await db().membership.delete({
      where: { accountId_userId: { accountId: org.account.id, userId: removed.userId } },
    });
    await expect(contextOf(org.account, removed)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("in their own personal account only its person", async () => {
    const ctx = await ownContextOf(await newPerson("Una"));
    expect((await prepareQuote(ctx, { ...PRO })).dueNow).toBe(2_900);
    const other = await newPerson("Otto");
    await expect(contextOf({ ...ctx.account }, other)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
