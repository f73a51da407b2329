import { DAY_MS } from "@/lib/time";

/** B7: after the end everything is kept for at least this long, with export. */
const RETENTION_DAYS = 30;

/** Until when everything is kept at least, from the instants at which what the account stood on ended; null for none. */
export function retainedUntil(endings: readonly (Date | null)[], at: Date): Date | null {
  const past = endings.flatMap((end) => (end !== null && end <= at ? [end.getTime()] : []));
  return past.length === 0 ? null : new Date(Math.max(...past) + RETENTION_DAYS * DAY_MS);
}
