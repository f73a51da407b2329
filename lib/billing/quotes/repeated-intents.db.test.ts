import { describe, expect, it } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { claimQuote, holdQuote } from "@/lib/billing/quotes/claim-quote";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { agree, paidBy, refusal, seatLimitOf, stripeDouble, sync, teamOf } from "@/lib/billing/quotes/stripe.fixture";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";

const stripe = stripeDouble();
const seats = (count: number) => ({ kind: "change_seats", seats: count }) as const;

const events = ({ account }: AccountContext, action: string) =>
  db().auditEvent.findMany({ where: { accountId: account.id, action } });

/** Counts how often one sync reads the customer, so that a fault can skip those reads. */
async function readsOfOneSync(ctx: AccountContext): Promise<number> {
  const reads = async () =>
    (await stripe.requests()).filter(({ method, path }) => method === "GET" && path.startsWith("/v1/customers/"))
      .length;
  const before = await reads();
  await sync(ctx);
  return (await reads()) - before;
}

describe("one intent, one charge", () => {
  it("two clicks at once and one later change and charge once, with one answer [INV-B2]", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const before = await paidBy(ctx);
    const { id, dueNow } = await prepareQuote(ctx, seats(5));
    const clicks = await Promise.allSettled([1, 2, 3].map(() => applyQuote(ctx, { quoteId: id })));
    const done = clicks.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(done.length).toBeGreaterThan(0);
    const again = await applyQuote(ctx, { quoteId: id });
    for (const one of done) expect(one).toEqual(again);
    expect((await paidBy(ctx)) - before).toBe(dueNow);
    expect(await events(ctx, "billing.seats_changed")).toHaveLength(1);
  });

  it("an answer that was lost after the effect is found again, and charged once [case 38]", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const before = await paidBy(ctx);
    const { id, dueNow } = await prepareQuote(ctx, seats(5));
    await stripe.fault({ method: "POST", path: "/v1/subscriptions/*", effect: "error_after", times: 10 });
    expect(await refusal(applyQuote(ctx, { quoteId: id }))).toContain("502");
    expect(await events(ctx, "billing.seats_changed")).toHaveLength(0);
    await stripe.clearFaults();
    expect(await applyQuote(ctx, { quoteId: id })).toMatchObject({ outcome: "changed", charged: dueNow });
    expect(await seatLimitOf(ctx)).toBe(5);
    expect((await paidBy(ctx)) - before).toBe(dueNow);
    expect(await events(ctx, "billing.seats_changed")).toHaveLength(1);
  });

  it("an error before the effect charges nothing, and the same intent goes through later [case 38]", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const before = await paidBy(ctx);
    const { id, dueNow } = await prepareQuote(ctx, seats(5));
    await stripe.fault({ method: "POST", path: "/v1/subscriptions/*", effect: "reset", times: 10 });
    expect(await refusal(applyQuote(ctx, { quoteId: id }))).toContain("502");
    await sync(ctx);
    expect(await paidBy(ctx)).toBe(before);
    expect(await seatLimitOf(ctx)).toBe(3);
    await stripe.clearFaults();
    expect(await applyQuote(ctx, { quoteId: id })).toMatchObject({ charged: dueNow });
    expect((await paidBy(ctx)) - before).toBe(dueNow);
  });

  it("finds the effect of an interrupted change: one effect, one event [case 38]", async () => {
    for (const input of [seats(5), { kind: "cancel" }, { kind: "change_interval", interval: "year" }] as const) {
      const { ctx } = await teamOf(stripe, 3);
      const before = await paidBy(ctx);
      const { id, dueNow } = await prepareQuote(ctx, input);
      // Everything after the change itself fails: reading back, and so the record of the change.
      await stripe.fault({
        method: "GET",
        path: "/v1/customers/*",
        effect: "error",
        skip: await readsOfOneSync(ctx),
        times: 9,
      });
      expect(await refusal(applyQuote(ctx, { quoteId: id }))).toContain("502");
      await stripe.clearFaults();
      expect(await db().quote.findUniqueOrThrow({ where: { id } })).toMatchObject({ executedAt: null });
      expect(await applyQuote(ctx, { quoteId: id })).toMatchObject({ charged: dueNow });
      expect((await paidBy(ctx)) - before).toBe(dueNow);
      const done = await db().auditEvent.findMany({
        where: {
          accountId: ctx.account.id,
          metadata: { path: ["quote"], equals: id },
          action: { not: "billing.quote_prepared" },
        },
      });
      expect(done).toHaveLength(1);
    }
  });

  it("asks nothing of Stripe once another change has begun, however long the look before it took", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const [slow, other] = [await prepareQuote(ctx, seats(5)), await prepareQuote(ctx, seats(6))];
    await claimQuote(ctx, slow.id);
    expect(await refusal(claimQuote(ctx, other.id))).toContain("409 Another change");
    const longAgo = new Date(realNow().getTime() - 600_000);
    await db().quote.update({ where: { id: slow.id }, data: { claimedAt: longAgo } });
    await claimQuote(ctx, other.id);
    expect(await refusal(holdQuote(ctx, slow.id))).toContain("409 Another change");
    await holdQuote(ctx, other.id);
  });

  it("lets another change begin at once when Stripe was never asked for the first", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const { id } = await prepareQuote(ctx, seats(5));
    await stripe.fault({ path: "*", effect: "error", times: 0 });
    expect(await refusal(applyQuote(ctx, { quoteId: id }))).toContain("502");
    await stripe.clearFaults();
    expect((await agree(ctx, seats(4))).outcome).toBe("changed");
    expect(await refusal(applyQuote(ctx, { quoteId: id }))).toContain("409 Something changed");
  });

  it("with Stripe away everything is 502, and nothing changed here", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const { id } = await prepareQuote(ctx, seats(5));
    const before = await db().subscription.findMany({ where: { accountId: ctx.account.id } });
    await stripe.fault({ path: "*", effect: "error", times: 0 });
    expect(await refusal(applyQuote(ctx, { quoteId: id }))).toContain("502");
    expect(await refusal(prepareQuote(ctx, seats(6)))).toContain("502");
    await stripe.clearFaults();
    expect(await db().subscription.findMany({ where: { accountId: ctx.account.id } })).toEqual(before);
  });
});
