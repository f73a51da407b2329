/**
 * Half-open [start, end) in UTC; the counter restarts at the end. No job resets it: the start is part of the counter's
 * key.
 */
export type Window = { start: Date; end: Date };

export function monthWindow(now: Date): Window {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  return { start: new Date(Date.UTC(year, month, 1)), end: new Date(Date.UTC(year, month + 1, 1)) };
}
