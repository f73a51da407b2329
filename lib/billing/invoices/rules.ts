import type { Prisma } from "@/generated/prisma/client";
import type { Dispute, Invoice, Refund } from "@/lib/billing/invoices/types";
import { isPayable, PAYABLE_STATUSES } from "@/lib/billing/stripe/payable";

/** The same as `isOwed`, for the database's filters. */
export const OWED = {
  status: { in: [...PAYABLE_STATUSES] },
  amountRemaining: { gt: 0 },
} satisfies Prisma.InvoiceWhereInput;

export function isOwed({ status, amountRemaining }: Pick<Invoice, "status" | "amountRemaining">): boolean {
  return isPayable(status) && amountRemaining > 0;
}

const UNDONE: ReadonlySet<string> = new Set(["failed", "canceled"]);

/** A failed or canceled refund returned no money. */
export function refundStands({ status }: Pick<Refund, "status">): boolean {
  return !UNDONE.has(status);
}

/** The refunded part of an invoice, in minor units. */
export function refundedOf(refunds: readonly Pick<Refund, "status" | "amount">[]): number {
  return refunds.filter(refundStands).reduce((sum, { amount }) => sum + amount, 0);
}

/** How a dispute can end: an inquiry that was closed or prevented takes no money either. */
const ENDS: ReadonlyMap<string, "won" | "lost"> = new Map([
  ["won", "won"],
  ["warning_closed", "won"],
  ["prevented", "won"],
  ["lost", "lost"],
]);

/** Null while the dispute is open, and for a status that we do not know. */
export function disputeEnd({ status }: Pick<Dispute, "status">): "won" | "lost" | null {
  return ENDS.get(status) ?? null;
}

/** Disputes that took money or may take it, for the database's filters. */
export const CONCERNING = {
  status: { notIn: [...ENDS].flatMap(([status, end]) => (end === "won" ? [status] : [])) },
} satisfies Prisma.DisputeWhereInput;
