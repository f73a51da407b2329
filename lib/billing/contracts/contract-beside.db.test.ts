import { expect, it } from "vitest";
import { operatorContext } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { assignContract } from "@/lib/billing/contracts/assign-contract";
import { endContract } from "@/lib/billing/contracts/end-contract";
import { findContractToEnd } from "@/lib/billing/contracts/queries";
import { openBillingPortal } from "@/lib/billing/page/open-portal";
import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import {
  agree,
  buyTeam,
  refusal,
  stripeDouble,
  subscriptionOf,
  sync,
  teamOf,
} from "@/lib/billing/quotes/stripe.fixture";
import { now, realNow } from "@/lib/clock";
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
const monthly = { amountCents: 100_000, interval: "month" as const, daysUntilDue: 30 };
const team = { kind: "checkout", plan: "team", interval: "month", seats: 3, start: "now" } as const;

const invoicesOf = async (ctx: AccountContext) => {
  await sync(ctx);
  return db().invoice.findMany({
    where: { accountId: ctx.account.id, total: { gt: 0 } },
    orderBy: { createdAt: "asc" },
  });
};
const statusesOf = async ({ account }: AccountContext) =>
  (await db().subscription.findMany({ where: { accountId: account.id } })).map(({ status }) => status);

it("is not invoiced beyond its end", async () => {
  const { ctx } = await newOrganization();
  await assignContract(asOperator(ctx), contract({ endsAt: inDays(45), invoice: monthly }));
  for (const days of [31, 30, 30]) await stripe.advance(days);
  expect(await invoicesOf(ctx)).toHaveLength(2);
  expect(await subscriptionOf(ctx)).toMatchObject({ status: "canceled" });
});

it("is not invoiced before its start", async () => {
  const { ctx } = await newOrganization();
  const startsAt = inDays(20);
  await assignContract(asOperator(ctx), contract({ startsAt, endsAt: null, invoice: monthly }));
  await stripe.advance(1);
  expect(await invoicesOf(ctx)).toEqual([]);
  expect(await refusal(prepareQuote(ctx, team))).toContain("has a contract from");
  await stripe.advance(20);
  const [first] = await invoicesOf(ctx);
  expect(first).toMatchObject({ total: 100_000, status: "open" });
  expect(first?.periodStart.getTime()).toBe(Math.floor(startsAt.getTime() / 1_000) * 1_000);
  expect(await loadSnapshot(ctx.account.id)).toMatchObject({ plan: "enterprise", commercialState: "active" });
});

it("closes the page where a plan could still be bought beside it", async () => {
  const { ctx } = await newOrganization();
  const { url } = await agree(ctx, team);
  await assignContract(asOperator(ctx), contract());
  await stripe.pay(url ?? "");
  await sync(ctx);
  expect(await statusesOf(ctx)).toEqual([]);
  expect(await refusal(prepareQuote(ctx, team))).toContain("has a contract until");
});

it("ends a purchase that nothing has told us about yet", async () => {
  const { ctx } = await newOrganization();
  const { url } = await agree(ctx, team);
  await stripe.pay(url ?? "");
  await assignContract(asOperator(ctx), contract());
  expect(await statusesOf(ctx)).toEqual(["canceled"]);
});

it("is ended with the invoices that nothing has told us about yet, also after Stripe was away", async () => {
  const { ctx } = await newOrganization();
  const operator = asOperator(ctx);
  // Stripe makes the subscription, but reading it back fails.
  await stripe.fault({ method: "GET", path: "/v1/subscriptions", effect: "error", times: 0 });
  expect(await refusal(assignContract(operator, contract({ invoice: monthly })))).toContain("502");
  await stripe.clearFaults();
  const { id: termId } = await db().term.findFirstOrThrow({ where: { accountId: ctx.account.id, kind: "contract" } });
  expect(await statusesOf(ctx)).toEqual([]);
  await stripe.fault({ method: "DELETE", path: "/v1/subscriptions/*", effect: "error", times: 0 });
  expect(await refusal(endContract(operator, { termId, reason: "Over" }))).toContain("502");
  await stripe.clearFaults();
  expect(await statusesOf(ctx)).toEqual(["active"]);
  expect(await findContractToEnd(operator)).toMatchObject({ id: termId });
  await endContract(operator, { termId, reason: "Over" });
  expect(await statusesOf(ctx)).toEqual(["canceled"]);
  expect(await findContractToEnd(operator)).toBeNull();
});

it("waits while the customer changes something", async () => {
  const { ctx } = await newOrganization();
  const { id } = await prepareQuote(ctx, team);
  await db().quote.update({ where: { id }, data: { claimedAt: realNow() } });
  expect(await refusal(assignContract(asOperator(ctx), contract()))).toContain("409 Another change");
  expect(await db().term.count({ where: { accountId: ctx.account.id, kind: "contract" } })).toBe(0);
});

it("cannot have its invoices cancelled in the portal, where a subscription can be", async () => {
  const cancels = async (ctx: AccountContext) =>
    (await (await fetch((await openBillingPortal(ctx, { flow: null })).url)).text()).includes("Cancel plan");
  const { ctx } = await newOrganization();
  await assignContract(asOperator(ctx), contract({ invoice: monthly }));
  expect(await cancels(ctx)).toBe(false);
  expect(await cancels((await teamOf(stripe, 3)).ctx)).toBe(true);
});

it("a purchase that starts early keeps what is paid for its whole period", async () => {
  const { ctx } = await newOrganization();
  await buyTeam(stripe, ctx, 6, { start: "trial_end" });
  await agree(ctx, { kind: "change_seats", seats: 4 });
  const { charged } = await agree(ctx, { kind: "end_trial" });
  expect(charged).toBe(6 * 1_900);
  expect(await subscriptionOf(ctx)).toMatchObject({ status: "active", seats: 6, scheduled: null, scheduleId: null });
});

it("clicks at once on one purchase lead to one page that is open", async () => {
  const { ctx } = await newOrganization();
  const { id } = await prepareQuote(ctx, team);
  await Promise.all([1, 2, 3, 4].map(() => applyQuote(ctx, { quoteId: id })));
  const { url } = await applyQuote(ctx, { quoteId: id });
  await stripe.pay(url ?? "");
  await sync(ctx);
  expect(await statusesOf(ctx)).toEqual(["active"]);
});
