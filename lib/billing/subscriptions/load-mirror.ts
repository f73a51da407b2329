import "server-only";
import { z } from "zod";
import type { Mirror } from "@/lib/billing/subscriptions/mirror-rows";
import type { Tx } from "@/lib/db";
import { ADD_ONS } from "@/lib/entitlements/plans";
import { PLAN_KEYS } from "@/lib/entitlements/types";

const text = z.string();
const customer = z.object({
  address: z.object({ line1: text, line2: text, city: text, state: text, postalCode: text, country: text }).nullable(),
  taxIds: z.array(z.object({ type: text, value: text })),
  card: z.object({ brand: text, last4: text, expMonth: z.number(), expYear: z.number() }).nullable(),
});

const plan = z.enum(PLAN_KEYS).nullable();
const seats = z.number().nullable();
const addOnKeys = Object.values(ADD_ONS).map(({ key }) => key);
const subscription = z.object({
  plan,
  addOns: z.array(z.object({ key: z.enum(addOnKeys), quantity: z.number(), itemId: text })),
  scheduled: z.object({ at: text, seats, interval: z.enum(["month", "year"]).nullable(), plan }).nullable(),
  pendingUpdate: z.object({ expiresAt: text, seats }).nullable(),
});

/** The rows of an account's customer as plain values; a JSON column of another form is an error, never a guess. */
export async function loadMirror(tx: Tx, accountId: string): Promise<Mirror> {
  const of = { where: { accountId }, orderBy: { id: "asc" }, omit: { accountId: true } } as const;
  const row = await tx.billingCustomer.findUniqueOrThrow({ where: { accountId } });
  const subscriptions = await tx.subscription.findMany(of);
  const invoices = await tx.invoice.findMany({
    ...of,
    include: { lines: { orderBy: { position: "asc" }, omit: { invoiceId: true } } },
  });
  const refunds = await tx.refund.findMany(of);
  const disputes = await tx.dispute.findMany(of);
  const { unlinkedAt, name, email, purchaseOrder, balance, parked } = row;
  return {
    customer: { unlinkedAt, name, email, purchaseOrder, balance: Number(balance), parked, ...customer.parse(row) },
    subscriptions: subscriptions.map((one) => ({ ...one, ...subscription.parse(one) })),
    invoices,
    refunds,
    disputes,
  };
}
