import "server-only";
import { toCustomer } from "@/lib/billing/subscriptions/customer";
import { toSubscription } from "@/lib/billing/subscriptions/subscription";
import type { CustomerCopy } from "@/lib/billing/sync/customer-copy";
import type { Tx } from "@/lib/db";

/**
 * Reads the rows of an account's customer as plain values. Throws when a JSON column has another form than a sync
 * writes.
 */
export async function loadCopy(tx: Tx, accountId: string): Promise<CustomerCopy> {
  const byId = { where: { accountId }, orderBy: { id: "asc" } } as const;
  const own = { ...byId, omit: { accountId: true } } as const;
  const customer = await tx.billingCustomer.findUniqueOrThrow({ where: { accountId } });
  const subscriptions = await tx.subscription.findMany(byId);
  const invoices = await tx.invoice.findMany({
    ...own,
    include: { lines: { orderBy: { position: "asc" }, omit: { invoiceId: true } } },
  });
  const refunds = await tx.refund.findMany(own);
  const disputes = await tx.dispute.findMany(own);

  return {
    customer: toCustomer(customer),
    subscriptions: subscriptions.map(toSubscription),
    invoices,
    refunds,
    disputes,
  };
}
