import { describe, expect, it } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import {
  agree,
  CARDS,
  paidBy,
  proPerson,
  refusal,
  seatLimitOf,
  stripeDouble,
  subscriptionOf,
  sync,
  teamOf,
  useCard,
} from "@/lib/billing/quotes/stripe.fixture";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { invited } from "@/lib/people/invites/invites.fixture";
import { newMember, newOrganization, newPerson } from "@/lib/people/members/members.fixture";

const stripe = stripeDouble();
const seats = (count: number) => ({ kind: "change_seats", seats: count }) as const;

const events = ({ account }: AccountContext, action: string) =>
  db().auditEvent.findMany({ where: { accountId: account.id, action } });

describe("more seats", () => {
  it("apply at once, prorated from the second of the quote: the charge equals it [case 27]", async () => {
    const { ctx } = await teamOf(stripe, 3);
    await stripe.advance(10);
    await sync(ctx);
    const before = await paidBy(ctx);
    const quote = await prepareQuote(ctx, seats(5));
    expect(quote.dueNow).toBeGreaterThan(0);
    expect(quote.dueNow).toBeLessThan(3_800);
    expect(quote.recurring).toMatchObject({ amount: 9_500, interval: "month" });
    expect(quote.lines.every(({ proration }) => proration)).toBe(true);
    expect(await applyQuote(ctx, { quoteId: quote.id })).toMatchObject({ outcome: "changed", charged: quote.dueNow });
    expect((await paidBy(ctx)) - before).toBe(quote.dueNow);
    expect(await seatLimitOf(ctx)).toBe(5);
    const [event] = await events(ctx, "billing.seats_changed");
    expect(event?.changes).toEqual([{ path: "seats", before: 3, after: 5 }]);
    expect(event?.metadata).toMatchObject({ charged: quote.dueNow, currency: "usd" });
  });

  it("grant nothing while the payment fails, and nothing when it is never made [case 27]", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const paid = await paidBy(ctx);
    await useCard(stripe, ctx, "pm_card_chargeCustomerFail");
    const applied = await agree(ctx, seats(5));
    expect(applied).toMatchObject({ outcome: "payment_pending", charged: 0 });
    expect(applied.url).toContain(stripe.url());
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 3, pendingUpdate: { seats: 5 } });
    expect(await seatLimitOf(ctx)).toBe(3);
    expect(await refusal(prepareQuote(ctx, seats(4)))).toContain("409 A change is waiting for payment until");
    await stripe.advance(1);
    await sync(ctx);
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 3, pendingUpdate: null });
    expect(await seatLimitOf(ctx)).toBe(3);
    expect(await paidBy(ctx)).toBe(paid);
  });

  it("cost nothing while a trial runs, and are charged with it at its end", async () => {
    const { ctx } = await teamOf(stripe, 3, { start: "trial_end" });
    const quote = await prepareQuote(ctx, seats(4));
    expect(quote).toMatchObject({ dueNow: 0, recurring: { amount: 7_600 } });
    expect(await applyQuote(ctx, { quoteId: quote.id })).toMatchObject({ outcome: "changed", charged: 0 });
    expect(await seatLimitOf(ctx)).toBe(4);
    await stripe.advance(15);
    await sync(ctx);
    expect(await paidBy(ctx)).toBe(7_600);
  });

  it("of a trial that ends early are charged as quoted, or nothing starts", async () => {
    const { ctx } = await teamOf(stripe, 3, { card: CARDS.failsLater, start: "trial_end" });
    const applied = await agree(ctx, { kind: "end_trial" });
    expect(applied).toMatchObject({ outcome: "payment_pending", charged: 0 });
    expect(await subscriptionOf(ctx)).toMatchObject({ status: "trialing", seats: 3 });
    expect(await paidBy(ctx)).toBe(0);
  });

  it("are refused as stale when anything changed meanwhile, and nothing is charged", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const quote = await prepareQuote(ctx, seats(5));
    await agree(ctx, seats(4));
    const paid = await paidBy(ctx);
    expect(await refusal(applyQuote(ctx, { quoteId: quote.id }))).toContain("409 Something changed");
    expect(await paidBy(ctx)).toBe(paid);
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 4 });
    const old = await prepareQuote(ctx, seats(5));
    await stripe.advance(0.01);
    expect(await refusal(applyQuote(ctx, { quoteId: old.id }))).toContain("409 This quote expired");
    expect(await paidBy(ctx)).toBe(paid);
  });

  it("a change that is made at Stripe makes the quote stale too [case 30]", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const quote = await prepareQuote(ctx, seats(5));
    const { id, itemId } = await subscriptionOf(ctx);
    await stripe.api(`/subscriptions/${id}`, { "items[0][id]": itemId ?? "", "items[0][quantity]": "6" });
    expect(await refusal(applyQuote(ctx, { quoteId: quote.id }))).toContain("409");
    expect(await seatLimitOf(ctx)).toBe(6);
  });
});

describe("fewer seats", () => {
  it("wait for the period's end, can be undone, and then apply by themselves [case 28]", async () => {
    const { ctx } = await teamOf(stripe, 6);
    const quote = await prepareQuote(ctx, seats(4));
    expect(quote).toMatchObject({ dueNow: 0, recurring: { amount: 7_600 } });
    expect(quote.effectiveAt).toBe((await subscriptionOf(ctx)).periodEnd?.toISOString());
    expect(await applyQuote(ctx, { quoteId: quote.id })).toMatchObject({ outcome: "scheduled", charged: 0 });
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 6, scheduled: { seats: 4 } });
    await agree(ctx, { kind: "undo_schedule" });
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 6, scheduled: null });
    await agree(ctx, seats(5));
    await agree(ctx, seats(4));
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 6, scheduled: { seats: 4 } });
    await stripe.advance(32);
    await sync(ctx);
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 4, scheduled: null, status: "active" });
    expect(await seatLimitOf(ctx)).toBe(4);
  });

  it("an increase takes the place of what was scheduled [case 28]", async () => {
    const { ctx } = await teamOf(stripe, 5);
    await agree(ctx, seats(4));
    const quote = await prepareQuote(ctx, seats(7));
    expect(quote.sentences.join(" ")).toContain("replaces the scheduled change to 4 seats");
    await applyQuote(ctx, { quoteId: quote.id });
    expect(await subscriptionOf(ctx)).toMatchObject({ seats: 7, scheduled: null });
    await stripe.advance(32);
    await sync(ctx);
    expect(await seatLimitOf(ctx)).toBe(7);
  });

  it("are refused below use, with the names of those who would have none", async () => {
    const org = await teamOf(stripe, 6);
    await newMember(org, "admin", "Ada");
    await newMember(org, "member", "Bob");
    const last = await newPerson("Ivy");
    await invited(org.ctx, last);
    const quote = await prepareQuote(org.ctx, seats(4));
    const said = await refusal(prepareQuote(org.ctx, seats(3)));
    expect(said).toContain("409 4 seats are used or reserved. With 3, there would be none for");
    expect(said).toContain(`${last.email} (invited)`);
    await newMember(org, "member", "Cy");
    expect(await refusal(applyQuote(org.ctx, { quoteId: quote.id }))).toMatch(
      /^409 5 seats are used or reserved\. With 4/,
    );
    expect(await subscriptionOf(org.ctx)).toMatchObject({ seats: 6, scheduled: null });
  });
});

describe("another interval", () => {
  it("to a year is charged now, back to a month waits for its end", async () => {
    const ctx = await proPerson(stripe);
    const yearly = await prepareQuote(ctx, { kind: "change_interval", interval: "year" });
    expect(yearly.dueNow).toBeGreaterThan(25_000);
    expect(yearly.dueNow).toBeLessThanOrEqual(29_000);
    const before = await paidBy(ctx);
    await applyQuote(ctx, { quoteId: yearly.id });
    expect((await paidBy(ctx)) - before).toBe(yearly.dueNow);
    expect(await subscriptionOf(ctx)).toMatchObject({ interval: "year", unitAmount: 29_000 });
    const monthly = await prepareQuote(ctx, { kind: "change_interval", interval: "month" });
    expect(monthly).toMatchObject({ dueNow: 0, recurring: { amount: 2_900, interval: "month" } });
    await applyQuote(ctx, { quoteId: monthly.id });
    expect(await subscriptionOf(ctx)).toMatchObject({ interval: "year", scheduled: { interval: "month" } });
  });
});

describe("cancelling", () => {
  it("at the period's end, with access to it, and back again [case 29, INV-S3]", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const { periodEnd } = await subscriptionOf(ctx);
    const quote = await prepareQuote(ctx, { kind: "cancel" });
    expect(quote).toMatchObject({ dueNow: 0, recurring: null, effectiveAt: periodEnd?.toISOString() });
    expect(quote.impact?.lostFeatures.length).toBeGreaterThan(0);
    await applyQuote(ctx, { quoteId: quote.id });
    expect((await loadSnapshot(ctx.account.id)).commercialState).toBe("cancel_scheduled");
    await agree(ctx, { kind: "resume" });
    expect((await loadSnapshot(ctx.account.id)).commercialState).toBe("active");
    await agree(ctx, { kind: "cancel" });
    await stripe.advance(32);
    await sync(ctx);
    expect((await loadSnapshot(ctx.account.id)).commercialState).toBe("ended");
    expect((await events(ctx, "billing.cancel_scheduled")).length).toBe(2);
    expect((await events(ctx, "billing.cancel_withdrawn")).length).toBe(1);
  });

  it("works while something is scheduled, and while a payment failed [INV-S2]", async () => {
    const { ctx } = await teamOf(stripe, 5);
    await agree(ctx, seats(4));
    await agree(ctx, { kind: "cancel" });
    expect(await subscriptionOf(ctx)).toMatchObject({ scheduled: null, seats: 5 });
    expect((await subscriptionOf(ctx)).cancelAt).not.toBeNull();
    const owing = await teamOf(stripe, 3, { card: CARDS.failsLater, start: "trial_end" });
    await stripe.advance(16);
    await sync(owing.ctx);
    expect(await subscriptionOf(owing.ctx)).toMatchObject({ status: "past_due" });
    await agree(owing.ctx, { kind: "cancel" });
    expect((await subscriptionOf(owing.ctx)).cancelAt).not.toBeNull();
  });
});

describe("without a subscription", () => {
  it.each<PrepareQuoteInput>([
    seats(4),
    { kind: "change_interval", interval: "year" },
    { kind: "cancel" },
    { kind: "resume" },
    { kind: "end_trial" },
    { kind: "undo_schedule" },
  ])("$kind says what to do instead", async (input) => {
    const { ctx } = await newOrganization();
    expect(await refusal(prepareQuote(ctx, input))).toContain("409 You have no subscription yet");
  });
});
