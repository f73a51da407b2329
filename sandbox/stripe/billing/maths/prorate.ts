import type { Period } from "./periods";

/**
 * The share of `amount` (minor units, for the whole period) that falls on the time from `at` to the period's end,
 * by the second, rounded half away from zero. Whole numbers throughout: a year of seconds times millions loses no cent.
 */
export function remainingShare(amount: number, { start, end }: Period, at: number): number {
  const length = BigInt(end - start);
  const left = BigInt(Math.max(0, Math.min(end - at, end - start)));
  if (length <= 0n) return 0;
  const sign = amount < 0 ? -1n : 1n;
  const scaled = sign * BigInt(amount) * left;
  return Number(sign * ((2n * scaled + length) / (2n * length)));
}
