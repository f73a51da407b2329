import type { Core } from "./core";
import { Deliveries } from "./events/deliveries";
import { forgetAnswers } from "./http/idempotency";
import { runDue, testClockOf } from "./state/due";
import { advanceTestClocks } from "./state/test-clock";
import type { DueSource } from "./types";

const TICK_MS = 1_000;
const DAY_S = 86_400;
const MOST_LOGGED = 1_000;

export type Logged = { id: string; method: string; path: string; status: number; key: string | null };
export type Report = (error: unknown) => void;

/** What moves the sandbox: real time, an advance of a clock, and deliveries. */
export class Engine {
  readonly deliveries: Deliveries;
  readonly #watchers = new Set<(offset: number) => void>();
  readonly #timer: NodeJS.Timeout;
  #requests: (Logged & { at: number })[] = [];
  #soon: NodeJS.Immediate | null = null;

  constructor(
    readonly core: Core,
    readonly sources: readonly DueSource[],
    readonly report: Report,
  ) {
    this.deliveries = new Deliveries(core);
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  /** Moves the global clock on by `seconds`, runs everything that becomes due, and attempts every delivery once. */
  async advance(seconds: number): Promise<void> {
    const { core } = this;
    const target = core.clock.global() + seconds;
    try {
      core.clock.standAt(core.clock.global());
      this.#runGlobal(target);
      core.step(() => {
        core.clock.setOffset(core.clock.offset() + seconds);
        forgetAnswers(core.store, target - DAY_S);
      });
    } finally {
      core.clock.standAt(null);
    }
    this.tellOffset();
    await this.deliveries.settle();
  }

  tellOffset(): void {
    for (const watcher of this.#watchers) watcher(this.core.clock.offset());
  }

  /** Calls `watcher` with each new offset; answers with what ends that. */
  watchOffset(watcher: (offset: number) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** After the answer: test clocks that were told to advance, then what is to be delivered. */
  soon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = null;
      this.#guard(() => advanceTestClocks(this.core, this.sources));
      this.deliveries.settle().catch(this.report);
    });
  }

  log(request: Logged): void {
    this.#requests.push({ ...request, at: this.core.clock.global() });
    if (this.#requests.length > MOST_LOGGED) this.#requests = this.#requests.slice(-MOST_LOGGED / 2);
  }

  requests(): readonly Logged[] {
    return this.#requests;
  }

  forgetRequests(): void {
    this.#requests = [];
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#soon) clearImmediate(this.#soon);
    await this.deliveries.stop();
  }

  #tick(): void {
    this.#guard(() => this.#runGlobal(this.core.clock.global()));
    this.soon();
  }

  #runGlobal(target: number): void {
    const { core } = this;
    const standing = core.clock.global();
    runDue(
      core,
      this.sources,
      (due) => (testClockOf(core, due) === undefined ? target : Number.NEGATIVE_INFINITY),
      (at) => core.clock.standAt(Math.max(at, standing)),
    );
    core.clock.standAt(null);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.core.clock.standAt(null);
      this.report(error);
    }
  }
}
