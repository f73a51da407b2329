/** Stripe still accepts payment for an uncollectible invoice. */
export const PAYABLE_STATUSES: readonly string[] = ["open", "uncollectible"];

export function isPayable(status: string | null): boolean {
  return status !== null && PAYABLE_STATUSES.includes(status);
}
