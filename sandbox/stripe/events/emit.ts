import type { Core, Origin } from "../core";
import { present } from "../http/present";
import type { Fields, Wire } from "../types";
import { API_VERSION } from "../version";
import { planDelivery } from "./delivery";
import { endpointsFor } from "./endpoints";
import { isThin } from "./thin";

/** Stores the event with a copy of its object, and one delivery for each endpoint that wants it. */
export function emitEvent(core: Core, origin: Origin, type: string, object: Wire, previous?: Fields): void {
  const endpoints = endpointsFor(core.store, type);
  const event: Wire = {
    id: core.store.id("evt"),
    object: "event",
    api_version: API_VERSION,
    created: core.clock.now(),
    data: { object: present(core, object, []), ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { ...origin },
    type,
    ...(isThin(type) ? { thin: true } : {}),
  };
  core.store.put(event);
  for (const endpoint of endpoints) core.store.put(planDelivery(core, event, endpoint));
}
