export const DAY_MS = 86_400_000;

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** "1 August 2026", in UTC, because windows are. */
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

/** An instant (ISO 8601) as a mail or a notice says it: nobody knows the reader's time zone, so it names its own. */
export function inWords(instant: string): string {
  return `${minute.format(new Date(instant))} UTC`;
}
