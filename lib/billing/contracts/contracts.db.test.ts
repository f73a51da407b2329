import { describe, expect, it } from "vitest";
import { operatorContext } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { assignContract } from "@/lib/billing/contracts/assign-contract";
import { endContract } from "@/lib/billing/contracts/end-contract";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { stripeDouble, sync, teamOf } from "@/lib/billing/quotes/stripe.fixture";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { newOrganization, request } from "@/lib/people/members/members.fixture";

const stripe = stripeDouble();
const asOperator = ({ account }: Pick<AccountContext, "account">) => operatorContext(account, "tests", request);
const inDays = (days: number) => new Date(now().getTime() + days * 86_400_000);
const contract = (more: object = {}) => ({
  plan: "enterprise" as const,
  seats: 40,
  startsAt: now(),
  endsAt: inDays(365),
  reason: "Signed",
  invoice: null,
  ...more,
});
const yearly = { amountCents: 1_200_000, interval: "year" as const, daysUntilDue: 30 };

describe("a contract", () => {
  it("ends a running Team subscription with a credit for what is left of it [D4]", async () => {
    const { ctx, account } = await teamOf(stripe, 5);
    await stripe.advance(10);
    const { termId } = await assignContract(asOperator({ account: ctx.account }), contract());
    const snapshot = await loadSnapshot(account.id);
    expect(snapshot).toMatchObject({ plan: "enterprise", commercialState: "active" });
    expect(snapshot.entitlements.seats.limit).toBe(40);
    const [ended] = await db().subscription.findMany({ where: { accountId: account.id } });
    expect(ended?.status).toBe("canceled");
    const { balance } = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: account.id } });
    expect(Number(balance)).toBeLessThan(-5_000);
    expect(Number(balance)).toBeGreaterThan(-9_500);
    await expect(prepareQuote(ctx, { kind: "cancel" })).rejects.toMatchObject({ code: "CONFLICT" });
    await endContract(asOperator({ account: ctx.account }), { termId, reason: "Over" });
    expect((await loadSnapshot(account.id)).commercialState).toBe("ended");
  });

  it("ends a trial from its start on, and is one however often it is said", async () => {
    const { ctx, account } = await newOrganization();
    const wish = contract();
    const first = await assignContract(asOperator(ctx), wish);
    expect(await assignContract(asOperator(ctx), wish)).toEqual(first);
    const terms = await db().term.findMany({ where: { accountId: account.id }, orderBy: { createdAt: "asc" } });
    expect(terms.map(({ kind, endsAt }) => [kind, endsAt?.getTime()])).toEqual([
      ["trial", wish.startsAt.getTime()],
      ["contract", wish.endsAt.getTime()],
    ]);
    const events = await db().auditEvent.findMany({ where: { accountId: account.id, action: "contract.assigned" } });
    expect(events).toHaveLength(1);
  });

  it("is carried on with after Stripe was away: one term, one subscription that invoices it", async () => {
    const { ctx, account } = await newOrganization();
    const wish = contract({ endsAt: null, invoice: yearly });
    await stripe.fault({ method: "POST", path: "/v1/subscriptions", effect: "error", times: 10 });
    await expect(assignContract(asOperator(ctx), wish)).rejects.toMatchObject({ code: "UPSTREAM" });
    await stripe.clearFaults();
    const first = await assignContract(asOperator(ctx), { ...wish, startsAt: now() });
    expect(await assignContract(asOperator(ctx), { ...wish, startsAt: now() })).toEqual(first);
    const accountId = account.id;
    expect(await db().term.count({ where: { accountId, kind: "contract" } })).toBe(1);
    expect(await db().subscription.findMany({ where: { accountId } })).toMatchObject([{ termId: first.termId }]);
  });

  it("never overlaps another silently, and may follow it", async () => {
    const { ctx } = await newOrganization();
    await assignContract(asOperator(ctx), contract());
    const overlapping = contract({ seats: 50, startsAt: inDays(300), endsAt: inDays(700) });
    await expect(assignContract(asOperator(ctx), overlapping)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(assignContract(asOperator(ctx), contract({ endsAt: null }))).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const following = contract({ startsAt: inDays(366), endsAt: null });
    expect((await assignContract(asOperator(ctx), following)).termId).toBeTruthy();
  });

  it("is staff's: nobody of the account can record or end one", async () => {
    const { ctx } = await newOrganization();
    await expect(assignContract(ctx, contract())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(endContract(ctx, { termId: ctx.account.id, reason: "Over" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const stranger = await newOrganization();
    const { termId } = await assignContract(asOperator(ctx), contract());
    await expect(endContract(asOperator(stranger.ctx), { termId, reason: "Over" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it.each([
    ["of another kind of account", { plan: "pro", seats: null }],
    ["with fewer seats than the plan has", { seats: 1 }],
    ["that ends before it starts", { endsAt: new Date(0) }],
  ])("is refused %s", async (_, more) => {
    const { ctx } = await newOrganization();
    await expect(assignContract(asOperator(ctx), contract(more))).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("is invoiced with a due date; what is overdue has failed at that date [case 39]", async () => {
    const { ctx, account } = await newOrganization();
    const { termId } = await assignContract(asOperator(ctx), contract({ invoice: yearly }));
    await stripe.advance(0.1);
    await sync(ctx);
    const subscription = await db().subscription.findFirstOrThrow({ where: { accountId: account.id } });
    expect(subscription).toMatchObject({ collection: "send_invoice", termId, plan: "enterprise", seats: 40 });
    const [invoice] = await db().invoice.findMany({ where: { accountId: account.id } });
    expect(invoice).toMatchObject({ total: 1_200_000, status: "open" });
    expect(invoice?.dueAt).not.toBeNull();
    await stripe.advance(32);
    await sync(ctx);
    const late = await db().subscription.findFirstOrThrow({ where: { accountId: account.id } });
    expect(late.status).toBe("past_due");
    expect(late.firstFailedAt?.getTime()).toBe(invoice?.dueAt?.getTime());
    // The payment is late from the due date on, with the same seven days of full access as after a failed card.
    expect(await loadSnapshot(account.id)).toMatchObject({ plan: "enterprise", commercialState: "grace" });
    await expect(prepareQuote(ctx, { kind: "change_seats", seats: 50 })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
