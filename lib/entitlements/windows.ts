import { DAY_MS } from "@/lib/time";
/** Half-open [start, end) in UTC; the end is when the counter starts again. No job resets anything: the start is the key. */
export type Window = { start: Date; end: Date };
export type WindowLength = "minute" | "day" | "week" | "month";

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

function fixed(now: Date, length: number, origin: number): Window {
  const start = Math.floor((now.getTime() - origin) / length) * length + origin;
  return { start: new Date(start), end: new Date(start + length) };
}

function minuteWindow(now: Date): Window {
  return fixed(now, MINUTE_MS, 0);
}

function dayWindow(now: Date): Window {
  return fixed(now, DAY_MS, 0);
}

/** Weeks start on Monday (E6). */
export function weekWindow(now: Date): Window {
  return fixed(now, WEEK_MS, FIRST_MONDAY_MS);
}

export function monthWindow(now: Date): Window {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  return { start: new Date(Date.UTC(year, month, 1)), end: new Date(Date.UTC(year, month + 1, 1)) };
}

export function windowOf(length: WindowLength, now: Date): Window {
  switch (length) {
    case "minute":
      return minuteWindow(now);
    case "day":
      return dayWindow(now);
    case "week":
      return weekWindow(now);
    case "month":
      return monthWindow(now);
  }
}
