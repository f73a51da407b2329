export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The wait in milliseconds after the n-th failure: the first wait, doubled each time, up to the longest. */
export function backoff(attempts: number, { firstMs, longestMs }: { firstMs: number; longestMs: number }): number {
  return Math.min(firstMs * 2 ** Math.max(0, attempts - 1), longestMs);
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** "1 August 2026", in UTC, like the windows of a plan. */
export function formatDay(iso: string): string {
  const date = new Date(iso);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
}

const minute = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** An instant (ISO 8601) in a mail or a notice. The reader's time zone is unknown, so the text names UTC. */
export function inWords(instant: string): string {
  return `${minute.format(new Date(instant))} UTC`;
}

/** "16 Nov 2026" in the given zone. */
export function formatDate(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric" }).format(at);
}

/** "16 Nov 2026, 09:12:05 UTC": complete enough to compare with a log. */
export function formatDateTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(at);
}

/** "1 Dec 00:00 UTC": the end of a window of the product; windows are in UTC for every reader. */
export function formatUtcMoment(at: Date): string {
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" }).format(at);
  return `${day} ${at.toISOString().slice(11, 16)} UTC`;
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
