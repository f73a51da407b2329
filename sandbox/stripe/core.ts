import { Faults } from "./control/faults";
import { emitEvent } from "./events/emit";
import { StripeError } from "./http/errors";
import { SandboxClock } from "./state/clock";
import type { StepStore } from "./state/store";
import type { Fields, Sandbox, Wire } from "./types";

/** The API call under way, which its events name. */
export type Origin = { id: string | null; idempotency_key: string | null };

/** The sandbox as its own parts see it. */
export class Core implements Sandbox {
  readonly clock: SandboxClock;
  readonly faults = new Faults();
  #origin: Origin = { id: null, idempotency_key: null };
  url = "";

  constructor(readonly store: StepStore) {
    this.clock = new SandboxClock(store);
  }

  emit(type: string, object: Wire, previous?: Fields): void {
    emitEvent(this, this.#origin, type, object, previous);
  }

  /** One step: kept as a whole, or undone when it fails. A refused card is an outcome, so what led to it is kept. */
  step<T>(work: () => T, origin: Origin = { id: null, idempotency_key: null }): T {
    this.#origin = origin;
    try {
      const result = work();
      this.store.commit();
      return result;
    } catch (error) {
      if (error instanceof StripeError && error.type === "card_error") this.store.commit();
      else this.store.rollback();
      throw error;
    }
  }
}
