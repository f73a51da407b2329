import type { Prisma } from "@/generated/prisma/client";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";

export const DAY = 86_400_000;

/** Rows as a sync would write them, for tests that only read: the sync's own tests prove that it does. */
export async function linkCustomer(
  accountId: string,
  more: Partial<Prisma.BillingCustomerUncheckedCreateInput> = {},
): Promise<void> {
  await db().billingCustomer.create({
    data: { accountId, stripeCustomerId: `cus_${newId().replaceAll("-", "")}`, createdAt: now(), ...more },
  });
}

export async function storeSubscription(
  accountId: string,
  more: Partial<Prisma.SubscriptionUncheckedCreateInput> = {},
): Promise<string> {
  const id = `sub_${newId().replaceAll("-", "")}`;
  const start = now();
  await db().subscription.create({
    data: {
      id,
      accountId,
      status: "active",
      plan: "team",
      planVersion: 1,
      interval: "month",
      seats: 5,
      unitAmount: 1_900,
      currency: "usd",
      startedAt: start,
      periodStart: start,
      periodEnd: new Date(start.getTime() + 30 * DAY),
      collection: "charge_automatically",
      ...more,
    },
  });
  return id;
}

type Line = { description: string; feature: string; amount: number };

export type StoredInvoice = Partial<Omit<Prisma.InvoiceUncheckedCreateInput, "lines">> & { lines?: readonly Line[] };

/** A paid invoice with one line by default; its sums follow from its lines. */
export async function storeInvoice(accountId: string, { lines, ...more }: StoredInvoice = {}): Promise<string> {
  const id = more.id ?? `in_${newId().replaceAll("-", "")}`;
  const createdAt = more.createdAt ?? now();
  const given = lines ?? [{ description: "Team, 5 seats", feature: "plan:team", amount: 9_500 }];
  const subtotal = given.reduce((sum, { amount }) => sum + amount, 0);
  const tax = more.tax ?? 0;
  const total = subtotal + tax;
  const paid = (more.status ?? "paid") === "paid";
  const period = { periodStart: createdAt, periodEnd: createdAt };
  await db().invoice.create({
    data: {
      id,
      accountId,
      number: `PH-${id.slice(-6)}`,
      status: "paid",
      reason: "subscription_cycle",
      currency: "usd",
      subtotal,
      tax,
      total,
      amountDue: total,
      amountPaid: paid ? total : 0,
      amountRemaining: paid ? 0 : total,
      createdAt,
      attempts: 1,
      ...period,
      ...more,
      lines: {
        create: given.map((line, position) => {
          return {
            id: `il_${newId().replaceAll("-", "")}`,
            position,
            quantity: 1,
            proration: false,
            ...period,
            ...line,
          };
        }),
      },
    },
  });
  return id;
}
