import { fieldsOf, numberOf } from "../http/fields";
import type { Fields, Wire } from "../types";

/** Types of the second version of Stripe's events: they name the object they are about, and do not carry it. */
export function isThin(type: string): boolean {
  return type.startsWith("v1.");
}

/** The notification that is delivered. Its `data` is for whoever fetches the event. */
export function thinEvent(event: Wire): Fields {
  const about = fieldsOf(fieldsOf(event.data).object);
  return {
    id: event.id,
    object: "v2.core.event",
    type: event.type,
    created: new Date((numberOf(event.created) ?? 0) * 1000).toISOString(),
    livemode: false,
    related_object: { id: about.id, type: about.object, url: `/v1/billing/meters/${String(about.id)}` },
  };
}
