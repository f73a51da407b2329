import "server-only";
import { isDeepStrictEqual } from "node:util";
import { Prisma } from "@/generated/prisma/client";
import type { Invoice, InvoiceLine } from "@/lib/billing/invoices/types";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { CustomerCopy } from "@/lib/billing/sync/customer-copy";
import type { Tx } from "@/lib/db";

// Records nothing: a step of syncCustomer, which records every transition.

/** The result of a sync's write; an account without changes keeps its revision. */
export type Stored = { changed: boolean; revision: number };

/**
 * Writes the rows that differ, and the time of the comparison. Call it with the account locked and `before` read under
 * that lock. `syncCustomer` records the changes.
 */
export async function storeCopy(
  tx: Tx,
  accountId: string,
  { before, next, at }: { before: CustomerCopy; next: CustomerCopy; at: Date },
): Promise<Stored> {
  const changed = !isDeepStrictEqual(before, next);
  if (changed) {
    for (const [was, is] of differing(before.subscriptions, next.subscriptions)) {
      const data = subscriptionData(is);
      if (was) await tx.subscription.update({ where: { id: is.id }, data });
      else await tx.subscription.create({ data: { ...data, accountId } });
    }
    for (const [was, is] of differing(before.invoices, next.invoices)) await storeInvoice(tx, accountId, was, is);
    const kept = new Set(next.invoices.map(({ id }) => id));
    for (const { id } of before.invoices.filter((one) => !kept.has(one.id))) await deleteDraft(tx, id);
    for (const [was, is] of differing(before.refunds, next.refunds)) {
      if (was) await tx.refund.update({ where: { id: is.id }, data: is });
      else await tx.refund.create({ data: { ...is, accountId } });
    }
    for (const [was, is] of differing(before.disputes, next.disputes)) {
      if (was) await tx.dispute.update({ where: { id: is.id }, data: is });
      else await tx.dispute.create({ data: { ...is, accountId } });
    }
  }
  const { revision } = await tx.billingCustomer.update({
    where: { accountId },
    data: changed ? { ...customerData(next.customer), syncedAt: at, revision: { increment: 1 } } : { syncedAt: at },
    select: { revision: true },
  });
  return { changed, revision };
}

function differing<Row extends { id: string }>(
  before: readonly Row[],
  next: readonly Row[],
): [was: Row | undefined, is: Row][] {
  const known = new Map(before.map((row) => [row.id, row]));
  return next.flatMap((row): [Row | undefined, Row][] => {
    const was = known.get(row.id);
    return isDeepStrictEqual(was, row) ? [] : [[was, row]];
  });
}

/** Lines first: a trigger protects the lines of a final invoice. */
async function storeInvoice(tx: Tx, accountId: string, was: Invoice | undefined, is: Invoice) {
  const { lines, ...data } = is;
  if (!was) {
    await tx.invoice.create({ data: { ...data, accountId } });
    return createLines(tx, is.id, lines);
  }
  if (!isDeepStrictEqual(was.lines, lines)) {
    await tx.invoiceLine.deleteMany({ where: { invoiceId: is.id } });
    await createLines(tx, is.id, lines);
  }
  await tx.invoice.update({ where: { id: is.id }, data });
}

async function createLines(tx: Tx, invoiceId: string, lines: readonly InvoiceLine[]) {
  await tx.invoiceLine.createMany({ data: lines.map((line) => ({ ...line, invoiceId })) });
}

async function deleteDraft(tx: Tx, id: string) {
  await tx.invoiceLine.deleteMany({ where: { invoiceId: id } });
  await tx.invoice.delete({ where: { id } });
}

function json<T extends Prisma.InputJsonValue>(value: T | null) {
  return value === null ? Prisma.DbNull : value;
}

function subscriptionData(row: Subscription) {
  return { ...row, scheduled: json(row.scheduled), pendingUpdate: json(row.pendingUpdate) };
}

function customerData({ address, card, balance, ...row }: CustomerCopy["customer"]) {
  return { ...row, address: json(address), card: json(card), balance: BigInt(balance) };
}
