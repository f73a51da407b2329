import { describe, expect, it } from "vitest";
import { applyQuote } from "@/lib/billing/apply-quote";
import { prepareQuote } from "@/lib/billing/prepare-quote";
import { agree, buyTeam, proPerson, stripeDouble, sync, teamOf } from "@/lib/billing/stripe.fixture";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { newOrganization } from "@/lib/members/members.fixture";

const stripe = stripeDouble();
const TEAM = { kind: "checkout", plan: "team", interval: "month", seats: 3, start: "now" } as const;

describe("checkout", () => {
  it("sells Team with seats: the charge equals the quote", async () => {
    const { ctx } = await newOrganization();
    const quote = await prepareQuote(ctx, { ...TEAM, seats: 4 });
    expect(quote).toMatchObject({ dueNow: 7_600, currency: "usd", recurring: { amount: 7_600, interval: "month" } });
    const { url } = await applyQuote(ctx, { quoteId: quote.id });
    const paid = await stripe.pay(url ?? "");
    expect(paid.location).toContain(`/orgs/${ctx.account.handle}/billing/checkout/done`);
    await sync(ctx);
    const snapshot = await loadSnapshot(ctx.account.id);
    expect(snapshot).toMatchObject({ plan: "team", commercialState: "active" });
    expect(snapshot.entitlements.seats.limit).toBe(4);
    const invoices = await db().invoice.findMany({ where: { accountId: ctx.account.id } });
    expect(invoices.map(({ status, total }) => [status, total])).toEqual([["paid", 7_600]]);
  });
  it("sells Pro to a person", async () => {
    const ctx = await proPerson(stripe);
    expect(await loadSnapshot(ctx.account.id)).toMatchObject({ plan: "pro", commercialState: "active" });
  });
});
