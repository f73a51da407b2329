/** The number of tries before a message is left for a person. */
export const MAX_ATTEMPTS = 12;

/** How long a worker may hold a message before another takes it, in milliseconds. Longer than any sending takes. */
export const LEASE_MS = 120_000;

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * The wait before the next try in milliseconds: 5 s, doubled each time, at most an hour; 12 tries span about six hours.
 */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS);
}
