import { expect, it } from "vitest";
import { operatorContext } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { assignContract } from "@/lib/billing/contracts/assign-contract";
import { endContract } from "@/lib/billing/contracts/end-contract";
import { refundInvoice } from "@/lib/billing/contracts/refund-invoice";
import { stripeDouble, subscriptionOf, sync, teamOf, useCard } from "@/lib/billing/quotes/stripe.fixture";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { newOrganization, request } from "@/lib/people/members/members.fixture";

const stripe = stripeDouble();
const asOperator = ({ account }: Pick<AccountContext, "account">) => operatorContext(account, "tests", request);
const contract = (more: object = {}) => ({
  plan: "enterprise" as const,
  seats: 40,
  startsAt: now(),
  endsAt: null,
  reason: "Signed",
  invoice: null,
  ...more,
});
const yearly = { amountCents: 1_200_000, interval: "year" as const, daysUntilDue: 30 };

async function balanceOf({ account }: AccountContext): Promise<number> {
  const { balance } = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: account.id } });
  return Number(balance);
}
const openOf = ({ account }: AccountContext) =>
  db().invoice.findMany({ where: { accountId: account.id, status: "open" }, select: { amountRemaining: true } });

it("credits nothing of a period whose renewal was never paid", async () => {
  const { ctx } = await teamOf(stripe, 5);
  await useCard(stripe, ctx, "pm_card_chargeCustomerFail");
  for (const days of [16, 15.5]) await stripe.advance(days);
  await assignContract(asOperator(ctx), contract());
  expect(await subscriptionOf(ctx)).toMatchObject({ status: "canceled" });
  expect(await balanceOf(ctx)).toBe(0);
  expect(await openOf(ctx)).toEqual([{ amountRemaining: 9_500 }]);
});

it("credits nothing of a contract whose invoice is open, and what is left of one that was paid", async () => {
  for (const paid of [false, true]) {
    const { ctx, account } = await newOrganization();
    const { termId } = await assignContract(asOperator(ctx), contract({ invoice: yearly }));
    await stripe.advance(0.5);
    await sync(ctx);
    const { id } = await db().invoice.findFirstOrThrow({ where: { accountId: account.id } });
    if (paid) await stripe.api(`/invoices/${id}/pay`, { paid_out_of_band: "true" });
    await endContract(asOperator(ctx), { termId, reason: "Over" });
    if (paid) expect(await balanceOf(ctx)).toBeLessThan(-1_150_000);
    else expect(await balanceOf(ctx)).toBe(0);
  }
});

it("credits nothing of a period whose money was given back already", async () => {
  const { ctx, account } = await teamOf(stripe, 5);
  const { id: invoiceId } = await db().invoice.findFirstOrThrow({ where: { accountId: account.id } });
  await refundInvoice(asOperator(ctx), { invoiceId, kind: "error", amount: null, reason: "Bought by mistake" });
  await assignContract(asOperator(ctx), contract());
  expect(await subscriptionOf(ctx)).toMatchObject({ status: "canceled" });
  expect(await balanceOf(ctx)).toBe(0);
});
