import type { Refund } from "@/lib/billing/invoices/types";

const UNDONE: ReadonlySet<string> = new Set(["failed", "canceled"]);

/** A failed or canceled refund returned no money. */
export function refundStands({ status }: Pick<Refund, "status">): boolean {
  return !UNDONE.has(status);
}

/** The refunded part of an invoice, in minor units. */
export function refundedOf(refunds: readonly Pick<Refund, "status" | "amount">[]): number {
  return refunds.filter(refundStands).reduce((sum, { amount }) => sum + amount, 0);
}
