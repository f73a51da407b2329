const HOUR_MS = 3_600_000;

/** Stripe takes usage of the last 35 days; an hour less, so that what is stored now can still be sent. */
const TAKEN_MS = 35 * 24 * HOUR_MS - HOUR_MS;

/** An identifier is known again for 24 hours: after a little less, whether it was counted is looked up instead. */
export const KNOWN_AGAIN_MS = 23 * HOUR_MS;

/** What was sent longer ago stands in Stripe's summaries. */
export const COUNTED_AFTER_MS = HOUR_MS;

/** What was entered into the ledger this much late is found by the next hour's run; the rest by the nightly one. */
export const LATE_MS = 2 * HOUR_MS;

/** The beginning of the hour, which is the end of the last one that is closed. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}

/** The oldest hour that Stripe still takes usage of. */
export function oldestHour(at: Date): Date {
  return new Date(hourOf(at).getTime() - TAKEN_MS);
}

export function hourAfter(hour: Date): Date {
  return new Date(hour.getTime() + HOUR_MS);
}
