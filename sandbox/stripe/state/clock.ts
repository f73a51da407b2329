import type { Clock, Fields, Store } from "../types";
import { STATE } from "./store";

export const TEST_CLOCK = "test_helpers.test_clock";

/** Machine time and an offset that is kept; it stands still at the instant of the due work that is being run. */
export class SandboxClock implements Clock {
  #standing: number | null = null;

  constructor(readonly store: Store) {}

  now(of?: Fields): number {
    const own = typeof of?.test_clock === "string" ? this.store.get(TEST_CLOCK, of.test_clock) : undefined;
    return typeof own?.frozen_time === "number" ? own.frozen_time : this.global();
  }

  global(): number {
    return this.#standing ?? Math.floor(Date.now() / 1000) + this.offset();
  }

  offset(): number {
    const value = this.store.get(STATE, "clock")?.offset;
    return typeof value === "number" ? value : 0;
  }

  setOffset(offset: number): void {
    this.store.put({ id: "clock", object: STATE, offset });
  }

  standAt(at: number | null): void {
    this.#standing = at;
  }
}
