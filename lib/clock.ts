import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The product's clock dates every business fact; the demo and the tests may move it. Sessions, sign-in links and rates
 * use `realNow`: moving the product's time must not sign people out.
 */
const moved = new AsyncLocalStorage<{ at: number }>();

/** Kept on the process, because Next loads this module several times. */
type Shift = { ms: number; listeners: Set<() => void> };
const kept = globalThis as typeof globalThis & { packhouseClock?: Shift };

function shift(): Shift {
  kept.packhouseClock ??= { ms: 0, listeners: new Set() };
  return kept.packhouseClock;
}

/** The product's time in milliseconds since the Unix epoch, UTC. */
export function nowMs(): number {
  return moved.getStore()?.at ?? Date.now() + shift().ms;
}

/** The product's time. */
export function now(): Date {
  return new Date(nowMs());
}

/** The machine's own time, for what must not follow a moved clock: sessions, sign-in links, rates. */
export function realNow(): Date {
  return new Date();
}

/** Runs `work` with the product's clock stopped at `at`; nested and parallel calls each have their own time. */
export function at<T>(at: Date, work: () => Promise<T>): Promise<T> {
  return moved.run({ at: at.getTime() }, work);
}

/** Sets this process's clock `ms` ahead of the machine's. Only the demo calls it, to follow its sandbox. */
export function moveClock(ms: number): void {
  const clock = shift();
  if (clock.ms === ms) return;
  clock.ms = ms;
  for (const listener of clock.listeners) listener();
}

/**
 * Calls `listener` each time the clock moves, so that waiting work can check again; returns a function that stops it.
 */
export function onClockMoved(listener: () => void): () => void {
  const { listeners } = shift();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
