/** Half-open [start, end) in UTC; the end is when the counter starts again. No job resets anything: the start is the key. */
export type Window = { start: Date; end: Date };

export function monthWindow(now: Date): Window {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  return { start: new Date(Date.UTC(year, month, 1)), end: new Date(Date.UTC(year, month + 1, 1)) };
}
