export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The wait in milliseconds after the n-th failure: the first wait, doubled each time, up to the longest. */
export function backoff(attempts: number, { firstMs, longestMs }: { firstMs: number; longestMs: number }): number {
  return Math.min(firstMs * 2 ** Math.max(0, attempts - 1), longestMs);
}

/** The one way to write a day and a time: "16 Nov 2026", "16 Nov 2026, 09:12". Months have three letters. */
function written(at: Date, options: Intl.DateTimeFormatOptions): string {
  const form = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hourCycle: "h23", ...options });
  return form.format(at).replace("Sept", "Sep");
}

const TO_THE_MINUTE = { year: "numeric", hour: "2-digit", minute: "2-digit" } as const;

/** "16 Nov 2026" in the given zone. */
export function formatDate(at: Date, timeZone: string): string {
  return written(at, { timeZone, year: "numeric" });
}

/** "1 Aug 2026", in UTC, like the windows of a plan. */
export function formatDay(iso: string): string {
  return formatDate(new Date(iso), "UTC");
}

/** "16 Nov 2026, 09:12 UTC", for a mail or a notice: the reader's time zone is unknown. */
export function inWords(iso: string): string {
  return `${written(new Date(iso), { timeZone: "UTC", ...TO_THE_MINUTE })} UTC`;
}

/** "16 Nov 2026, 09:12:05 UTC": complete enough to compare with a log. */
export function formatDateTime(at: Date, timeZone: string): string {
  return written(at, { timeZone, ...TO_THE_MINUTE, second: "2-digit", timeZoneName: "short" });
}

/** "1 Dec 00:00 UTC": the end of a window of the product; windows are in UTC for every reader. */
export function formatUtcMoment(at: Date): string {
  return `${written(at, { timeZone: "UTC" })} ${at.toISOString().slice(11, 16)} UTC`;
}

/** "3 min ago", "in 9 days"; the date itself beyond two weeks. */
export function formatRelative(at: Date, nowMs: number, timeZone: string): string {
  const delta = at.getTime() - nowMs;
  const size = Math.abs(delta);
  if (size < 45_000) return delta > 5_000 ? "in a moment" : "just now";
  if (size > 14 * DAY_MS) return formatDate(at, timeZone);
  const amount =
    size < HOUR_MS
      ? `${Math.max(1, Math.floor(size / MINUTE_MS))} min`
      : size < DAY_MS
        ? `${Math.floor(size / HOUR_MS)} h`
        : Math.floor(size / DAY_MS) === 1
          ? "1 day"
          : `${Math.floor(size / DAY_MS)} days`;
  return delta < 0 ? `${amount} ago` : `in ${amount}`;
}
