import { DAY_MS } from "@/lib/time";

/** B7: everything is kept for at least this long after the end, with export. */
const RETENTION_DAYS = 30;

/** Until when at least everything is kept, from the ends of the account's plans; null for none. */
export function retainedUntil(endings: readonly (Date | null)[], at: Date): Date | null {
  const past = endings.flatMap((end) => (end !== null && end <= at ? [end.getTime()] : []));
  return past.length === 0 ? null : new Date(Math.max(...past) + RETENTION_DAYS * DAY_MS);
}
