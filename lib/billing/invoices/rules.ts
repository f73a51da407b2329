const UNDONE: ReadonlySet<string> = new Set(["failed", "canceled"]);

/** A refund that failed or was taken back gave nothing. */
export function refundStands({ status }: { status: string }): boolean {
  return !UNDONE.has(status);
}

/** What was given back of an invoice, in minor units. */
export function refundedOf(refunds: readonly { status: string; amount: number }[]): number {
  return refunds.filter(refundStands).reduce((sum, { amount }) => sum + amount, 0);
}
