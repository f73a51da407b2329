import type { Refund } from "@/lib/billing/invoices/types";

const UNDONE: ReadonlySet<string> = new Set(["failed", "canceled"]);

/** A refund that failed or was taken back gave nothing. */
export function refundStands({ status }: Pick<Refund, "status">): boolean {
  return !UNDONE.has(status);
}

/** What was given back of an invoice, in minor units. */
export function refundedOf(refunds: readonly Pick<Refund, "status" | "amount">[]): number {
  return refunds.filter(refundStands).reduce((sum, { amount }) => sum + amount, 0);
}
