export const INTERVALS = ["day", "week", "month", "year"] as const;
export type Interval = (typeof INTERVALS)[number];
/** Half-open, in Unix seconds. */
export type Period = { start: number; end: number };
export type Cadence = { interval: Interval; count: number };

const DAY = 86_400;

/** The n-th boundary from the anchor: months clamp to their last day, and the anchor's day comes back after a short one. */
export function boundary(anchor: number, { interval, count }: Cadence, n: number): number {
  if (interval === "day") return anchor + n * count * DAY;
  if (interval === "week") return anchor + n * count * 7 * DAY;
  const from = new Date(anchor * 1000);
  const month = from.getUTCMonth() + n * count * (interval === "year" ? 12 : 1);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  const timeOfDay = ((anchor % DAY) + DAY) % DAY;
  return Date.UTC(from.getUTCFullYear(), month, day) / 1000 + timeOfDay;
}

/** The one period of the anchor's tiling that holds `at`. */
export function periodAt(anchor: number, cadence: Cadence, at: number): Period {
  const days = { day: 1, week: 7, month: 30.436875, year: 365.2425 }[cadence.interval];
  let n = Math.floor((at - anchor) / (days * cadence.count * DAY));
  while (boundary(anchor, cadence, n) > at) n -= 1;
  while (boundary(anchor, cadence, n + 1) <= at) n += 1;
  return { start: boundary(anchor, cadence, n), end: boundary(anchor, cadence, n + 1) };
}
