import { backoff, HOUR_MS } from "@/lib/time";

/** The number of tries before a message is left for a person. */
export const MAX_ATTEMPTS = 12;

/** How long a worker may hold a message before another takes it, in milliseconds. Longer than any sending takes. */
export const LEASE_MS = 120_000;

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = HOUR_MS;

/**
 * The wait before the next try in milliseconds: 5 s, doubled each time, at most an hour; 12 tries span about six hours.
 */
export function waitAfter(attempts: number): number {
  return backoff(attempts, { firstMs: FIRST_WAIT_MS, longestMs: LONGEST_WAIT_MS });
}
