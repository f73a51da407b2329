import type { Engine } from "../engine";
import { DELIVERY } from "../events/delivery";
import type { Sent } from "../events/send";
import { noSuch } from "../http/errors";
import type { Fields, Wire } from "../types";

const ONE_TRY_S = 60;

type Outcome = Sent & { event: string; endpoint: string };

/** The event with the state of each of its deliveries. */
export function deliveriesView(engine: Engine, event: Wire): Fields {
  const deliveries = engine.deliveries
    .ofEvent(event.id)
    .map(({ endpoint, status, attempts, next_at, answer, problem }) => {
      return { endpoint, status, attempts, next_at, answer, problem };
    });
  return { ...event, deliveries };
}

/** Sends what is held, one after the other: in this order of events, or oldest first. */
export async function releaseHeld(engine: Engine, order: readonly string[] | undefined): Promise<Outcome[]> {
  const held = engine.deliveries.held();
  const wanted = order ?? [...new Set(held.map(({ event }) => event))];
  const sent: Outcome[] = [];
  for (const id of wanted) {
    if (!engine.core.store.get("event", id)) throw noSuch("event", id, "order", 400);
    for (const delivery of held.filter(({ event }) => event === id)) {
      // Whatever comes of it, it is no longer held: what is not taken is tried again.
      // The next try is not due while this one is under way.
      const next_at = engine.core.clock.now() + ONE_TRY_S;
      engine.core.step(() => engine.core.store.put({ ...delivery, object: DELIVERY, status: "pending", next_at }));
      const outcome = await engine.deliveries.sendNow(delivery);
      sent.push({ event: id, endpoint: delivery.endpoint, ...outcome });
    }
  }
  return sent;
}
