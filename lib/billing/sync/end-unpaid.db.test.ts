import { expect, it } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { sendDueNoticesOf } from "@/lib/billing/notices/send-due-notices";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { proPerson, refusal, stripeDouble, subscriptionOf, sync, useCard } from "@/lib/billing/quotes/stripe.fixture";
import { endUnpaid } from "@/lib/billing/sync/end-unpaid";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { DAY_MS } from "@/lib/time";

const stripe = stripeDouble();
const PRO = { kind: "checkout", plan: "pro", interval: "month", seats: null, start: "now" } as const;

async function pass(ctx: AccountContext, days: number) {
  for (let left = days; left > 0; left -= 15) await stripe.advance(Math.min(15, left));
  await sync(ctx);
}

/** Until `days` after the first renewal, which is a month of 28 to 31 days away. */
async function passRenewal(ctx: AccountContext, days: number) {
  const { periodEnd } = await subscriptionOf(ctx);
  await pass(ctx, ((periodEnd?.getTime() ?? 0) - now().getTime()) / DAY_MS + days);
}

const invoices = ({ account }: AccountContext) => db().invoice.count({ where: { accountId: account.id } });

it("stops invoices for a plan that ended unpaid, and lets it be bought again [INV-B1]", async () => {
  const ctx = await proPerson(stripe);
  await useCard(stripe, ctx, "pm_card_chargeCustomerFail");
  await passRenewal(ctx, 74);
  expect(await endUnpaid()).toBe(0);
  expect(await subscriptionOf(ctx)).toMatchObject({ status: "past_due", endedAt: null });
  await pass(ctx, 2);
  expect(await loadSnapshot(ctx.account.id)).toMatchObject({ commercialState: "free" });
  expect(await refusal(prepareQuote(ctx, PRO))).toContain("has a subscription already");
  await sendDueNoticesOf(ctx.account);

  expect(await endUnpaid()).toBe(1);
  expect(await endUnpaid()).toBe(0);
  expect(await subscriptionOf(ctx)).toMatchObject({ status: "canceled" });
  const before = await invoices(ctx);
  await sendDueNoticesOf(ctx.account);
  const told = await db().billingNotice.findMany({
    where: { accountId: ctx.account.id, key: { startsWith: "ended:" } },
  });
  expect(told).toHaveLength(1);
  await pass(ctx, 60);
  expect(await invoices(ctx)).toBe(before);
  expect((await prepareQuote(ctx, PRO)).dueNow).toBe(2_900);
});

it("leaves alone what was paid a moment ago", async () => {
  const ctx = await proPerson(stripe);
  await useCard(stripe, ctx, "pm_card_chargeCustomerFail");
  await passRenewal(ctx, 76);
  const { id } = await subscriptionOf(ctx);
  const open = await db().invoice.findMany({ where: { accountId: ctx.account.id, status: "open" } });
  for (const one of open) await stripe.api(`/invoices/${one.id}/pay`, { paid_out_of_band: "true" });
  expect(await endUnpaid()).toBe(0);
  expect(await subscriptionOf(ctx)).toMatchObject({ id, status: "active", endedAt: null });
});
