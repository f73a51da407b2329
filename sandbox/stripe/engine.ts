import type { Core } from "./core";
import { Deliveries } from "./events/deliveries";
import { forgetAnswers } from "./http/idempotency";
import { runDue } from "./state/due";
import { STATE } from "./state/store";
import type { DueSource } from "./types";

const TICK_MS = 1_000;
const DAY_S = 86_400;
const MOST_LOGGED = 1_000;
/** Where the target of an advance is kept until it is reached. */
const ADVANCE = "advance";

export type Logged = { id: string; method: string; path: string; status: number; key: string | null };
export type Report = (error: unknown) => void;

/** What moves the sandbox: real time, an advance of the clock, and deliveries. */
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

  /** Moves the clock on by `seconds`, runs everything that becomes due, and attempts every delivery once. */
  async advance(seconds: number): Promise<void> {
    this.#advanceTo(this.core.clock.now() + seconds);
    this.tellOffset();
    await this.deliveries.settle();
  }

  /** Ends an advance that a kill cut off: what it ran already is dated later than the clock stands. */
  resume(): void {
    const target = this.core.store.get(STATE, ADVANCE)?.target;
    if (typeof target === "number") this.#guard(() => this.#advanceTo(target));
  }

  tellOffset(): void {
    for (const watcher of this.#watchers) watcher(this.core.clock.offset());
  }

  /** Calls `watcher` with each new offset; answers with what ends that. */
  watchOffset(watcher: (offset: number) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** After the answer: what is to be delivered. */
  soon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = null;
      this.deliveries.settle().catch(this.report);
    });
  }

  log(request: Logged): void {
    this.#requests.push({ ...request, at: this.core.clock.now() });
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
    this.#guard(() => this.#runUntil(this.core.clock.now()));
    this.soon();
  }

  #advanceTo(target: number): void {
    const { core } = this;
    let reached = core.clock.now();
    core.step(() => core.store.put({ id: ADVANCE, object: STATE, target }));
    try {
      this.#runUntil(target, (at) => {
        reached = at;
      });
      reached = target;
    } finally {
      core.clock.standAt(null);
      core.step(() => {
        core.clock.setOffset(core.clock.offset() + Math.max(0, reached - core.clock.now()));
        core.store.remove(STATE, ADVANCE);
        forgetAnswers(core.store, reached - DAY_S);
      });
    }
  }

  #runUntil(target: number, standing: (at: number) => void = () => {}): void {
    const { core } = this;
    const begin = core.clock.now();
    const stand = (at: number) => {
      core.clock.standAt(Math.max(at, begin));
      standing(core.clock.now());
    };
    runDue(core, this.sources, target, stand);
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
