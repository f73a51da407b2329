import type { Core } from "../core";
import type { Engine } from "../engine";
import { DELIVERY, type Delivery, planDelivery, type Tampering } from "../events/delivery";
import type { Sent } from "../events/send";
import { noSuch } from "../http/errors";
import type { Fields, Wire } from "../types";

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

/** Sends the event to every endpoint there is now, whatever became of it before. */
export async function deliverAgain(engine: Engine, event: Wire, tampering: Tampering): Promise<Outcome[]> {
  const sent: Outcome[] = [];
  for (const endpoint of engine.core.store.all("webhook_endpoint")) {
    const delivery = deliveryTo(engine, event, endpoint);
    const outcome = await engine.deliveries.sendNow(delivery, tampering);
    sent.push({ event: event.id, endpoint: endpoint.id, ...outcome });
  }
  return sent;
}

function deliveryTo({ core, deliveries }: Engine, event: Wire, endpoint: Wire): Delivery {
  const known = deliveries.ofEvent(event.id).find((delivery) => delivery.endpoint === endpoint.id);
  return known ?? core.step(() => put(core, planDelivery(core, event, endpoint)));
}

function put(core: Core, delivery: Delivery): Delivery {
  core.store.put({ ...delivery, status: "held" });
  return delivery;
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
      engine.core.step(() => engine.core.store.put({ ...delivery, object: DELIVERY, status: "pending" }));
      const outcome = await engine.deliveries.sendNow(delivery);
      sent.push({ event: id, endpoint: delivery.endpoint, ...outcome });
    }
  }
  return sent;
}
