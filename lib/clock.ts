import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The product's clock. Everything that dates a business fact asks here; the demo and the tests may move it.
 * Sessions, sign-in links and rates use `realNow`: moving the product's time must not sign people out.
 */
const moved = new AsyncLocalStorage<{ at: number }>();

/** The product's time in milliseconds since the Unix epoch, UTC. */
export function nowMs(): number {
  return moved.getStore()?.at ?? Date.now();
}

/** The product's time. */
export function now(): Date {
  return new Date(nowMs());
}

/** The machine's own time, for what must not follow a moved clock: sessions, sign-in links, rates. */
export function realNow(): Date {
  return new Date();
}

/** Runs `work` with the product's clock standing at `at`; nested and parallel calls each see their own time. */
export function at<T>(at: Date, work: () => Promise<T>): Promise<T> {
  return moved.run({ at: at.getTime() }, work);
}
