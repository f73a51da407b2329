import type { Clock, Store } from "../types";
import { STATE } from "./store";

/** Machine time and an offset that is kept; it stands still at the instant of the due work that is being run. */
export class SandboxClock implements Clock {
  #standing: number | null = null;

  constructor(readonly store: Store) {}

  now(): number {
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
