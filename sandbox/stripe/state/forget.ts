import { DELIVERY, isDelivery } from "../events/delivery";
import { forgetAnswers } from "../http/idempotency";
import type { Sandbox } from "../types";

const EVENTS_KEPT_S = 30 * 86_400;
const ANSWERS_KEPT_S = 86_400;

/** Drops what Stripe drops too: events after 30 days, with their deliveries, and answers by idempotency key after one. */
export function forgetOld(sandbox: Sandbox): void {
  const { store, clock } = sandbox;
  const now = clock.now();
  forgetAnswers(store, now - ANSWERS_KEPT_S);
  for (const event of store.all("event")) {
    if (Number(event.created) < now - EVENTS_KEPT_S) store.remove("event", event.id);
  }
  for (const delivery of store.all(DELIVERY)) {
    if (isDelivery(delivery) && !store.get("event", delivery.event)) store.remove(DELIVERY, delivery.id);
  }
}
