import { operatorContext } from "@/lib/access/context";
import type { AccountContext, AccountRef } from "@/lib/access/types";
import { assignContract } from "@/lib/billing/contracts/assign-contract";
import { sendDueNotices } from "@/lib/billing/notices/send-due-notices";
import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import { backfillEvents } from "@/lib/billing/sync/backfill-events";
import { processInbox } from "@/lib/billing/sync/process-inbox";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { request } from "@/prisma/seed/people";
import type { SeedPlan } from "@/prisma/seed/personas";
import { advanceSandboxTo, atSandbox, callSandbox, newestEvent, payCheckout } from "@/prisma/seed/sandbox";

type Checkout = Omit<Extract<PrepareQuoteInput, { kind: "checkout" }>, "kind">;

async function subscriptionOf({ id }: AccountRef) {
  return db().subscription.findFirst({ where: { accountId: id, endedAt: null }, include: { customer: true } });
}

/** Buys like a customer: a quote, the provider's page, and the way back. */
export async function buy(ctx: AccountContext, wanted: Checkout): Promise<void> {
  if (await subscriptionOf(ctx.account)) return;
  const open = await db().checkoutSession.findFirst({ where: { accountId: ctx.account.id, state: "open" } });
  const url = open?.url ?? (await openCheckout(ctx, wanted));
  await payCheckout(url);
  await atSandbox(() => syncCustomer({ accountId: ctx.account.id }, { because: "checkout", request }));
}

async function openCheckout(ctx: AccountContext, wanted: Checkout): Promise<string> {
  const { url } = await atSandbox(async () => {
    const { id } = await prepareQuote(ctx, { kind: "checkout", ...wanted });
    return applyQuote(ctx, { quoteId: id });
  });
  if (!url) throw new Error(`@${ctx.account.handle} was offered no checkout.`);
  return url;
}

/** A contract agreed with staff, billed by invoice; the first invoice is paid by bank transfer. */
export async function agree(account: AccountRef, { plan, seats, amountCents, years }: Contract): Promise<void> {
  if (await subscriptionOf(account)) return;
  const operator = operatorContext(account, "Packhouse demo", request);
  await atSandbox(async () => {
    const startsAt = now();
    const endsAt = new Date(startsAt);
    endsAt.setUTCFullYear(endsAt.getUTCFullYear() + years);
    await assignContract(operator, {
      plan,
      seats,
      startsAt,
      endsAt,
      reason: `Agreed for ${years} years`,
      invoice: { amountCents, interval: "year", daysUntilDue: 30 },
    });
  });
}
type Contract = Extract<SeedPlan, { by: "contract" }>;

let lastRead = "";

/** Advances the sandbox to an instant. Reads Stripe's events on the way like the worker, and sends the due notices. */
export async function passTo(instant: Date): Promise<void> {
  await advanceSandboxTo(instant);
  const newest = await newestEvent();
  if (newest === lastRead) return;
  lastRead = newest;
  await atSandbox(async () => {
    await backfillEvents();
    while ((await processInbox()) > 0);
    await sendDueNotices();
  });
}

/** From now on the customer's card is declined. */
export async function loseCard(account: AccountRef): Promise<void> {
  const subscription = await subscriptionOf(account);
  if (!subscription) throw new Error(`@${account.handle} has no subscription.`);
  const customer = subscription.customer.stripeCustomerId;
  const { id } = await callSandbox("payment_methods/pm_card_chargeCustomerFail/attach", { customer });
  await callSandbox(`customers/${customer}`, { "invoice_settings[default_payment_method]": id });
  await callSandbox(`subscriptions/${subscription.id}`, { default_payment_method: id });
}

/** The provider's staff lower the number of seats, without asking anybody here. */
export async function lowerSeats(account: AccountRef, seats: number): Promise<void> {
  const subscription = await subscriptionOf(account);
  if (!subscription?.itemId || subscription.seats === seats) return;
  await callSandbox(`subscription_items/${subscription.itemId}`, {
    quantity: String(seats),
    proration_behavior: "none",
  });
}

export async function payByTransfer(account: AccountRef): Promise<void> {
  const open = await db().invoice.findMany({ where: { accountId: account.id, status: "open" } });
  for (const { id } of open) await callSandbox(`invoices/${id}/pay`, { paid_out_of_band: "true" });
}
