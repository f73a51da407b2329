import { HOUR_MS } from "@/lib/time";

/** Stripe accepts usage of the last 35 days; an hour less leaves time to send it. */
const TAKEN_MS = 35 * 24 * HOUR_MS - HOUR_MS;

/** Stripe recognizes a repeated identifier for 24 hours: after a little less, look up whether it was counted. */
export const KNOWN_AGAIN_MS = 23 * HOUR_MS;

/** After this time Stripe's summaries include a sent report. */
export const COUNTED_AFTER_MS = HOUR_MS;

/** The next hour's run finds ledger entries up to this late; the nightly run finds the rest. */
export const LATE_MS = 2 * HOUR_MS;

/** The start of the hour, which ends the last closed one. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}

/** The oldest hour for which Stripe still accepts usage. */
export function oldestHour(at: Date): Date {
  return new Date(hourOf(at).getTime() - TAKEN_MS);
}

export function hourAfter(hour: Date): Date {
  return new Date(hour.getTime() + HOUR_MS);
}
