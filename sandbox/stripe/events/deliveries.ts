import type { Core } from "../core";
import type { Wire } from "../types";
import { DELIVERY, type Delivery, deliveryId, isDelivery, type Tampering } from "./delivery";
import { type Sent, send } from "./send";

const GIVE_UP_AFTER_S = 3 * 86_400;
const LONGEST_PAUSE_S = 3_600;
/** Nobody listens there yet: in the demo the dashboard comes up after the sandbox. */
const LONGEST_PAUSE_UNHEARD_S = 10;
const AT_ONCE = 8;

/** Sends what is pending, at least once, with growing pauses, until it is taken or three days of sandbox time are over. */
export class Deliveries {
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #end = new AbortController();

  constructor(readonly core: Core) {}

  /** Attempts each delivery that is due once, and answers when all have ended. */
  async settle(): Promise<void> {
    const now = this.core.clock.now();
    const due = this.#all().filter(({ status, next_at }) => status === "pending" && next_at <= now);
    // Oldest first, though several at once: like Stripe's, their order of arrival is no promise.
    const waiting = due.reverse();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next && !this.#end.signal.aborted; next = waiting.shift())
        await this.#attempt(next);
    });
    await Promise.all(workers);
    await Promise.all(this.#underWay.values());
  }

  held(): Delivery[] {
    return this.#all()
      .filter(({ status }) => status === "held")
      .reverse();
  }

  /** One for each endpoint that wanted it and still exists. */
  ofEvent(event: string): Delivery[] {
    const endpoints = this.core.store.all("webhook_endpoint");
    return endpoints.flatMap((endpoint) => this.#get(deliveryId(event, endpoint.id)) ?? []);
  }

  /** Sends one now, whatever its state, and answers with what came back. */
  async sendNow(delivery: Delivery, tampering: Tampering = delivery.tampering): Promise<Sent> {
    await this.#underWay.get(delivery.id);
    const pair = this.#pair(delivery);
    if (!pair) return { answer: null, problem: "its event or endpoint is gone" };
    const sent = await send(pair.event, pair.endpoint, tampering, this.#end.signal);
    this.#note(delivery.id, sent);
    return sent;
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#underWay.values());
  }

  #attempt(delivery: Delivery): Promise<void> {
    const known = this.#underWay.get(delivery.id);
    if (known) return known;
    const attempt = this.#tryOnce(delivery).finally(() => this.#underWay.delete(delivery.id));
    this.#underWay.set(delivery.id, attempt);
    return attempt;
  }

  async #tryOnce({ id }: Delivery): Promise<void> {
    const delivery = this.#get(id);
    // Another attempt may have ended since it was seen to be due.
    if (delivery?.status !== "pending" || delivery.next_at > this.core.clock.now()) return;
    const pair = this.#pair(delivery);
    if (!pair) {
      this.core.step(() => this.core.store.remove(DELIVERY, id));
      return;
    }
    this.#note(id, await send(pair.event, pair.endpoint, delivery.tampering, this.#end.signal));
  }

  #note(id: string, { answer, problem }: Sent): void {
    const { store, clock } = this.core;
    const delivery = this.#get(id);
    // Everything was forgotten while it was under way, or what was under way was cut off: the next start sends it.
    if (!delivery || this.#end.signal.aborted) return;
    const attempts = delivery.attempts + 1;
    const now = clock.now();
    const over = now - delivery.created >= GIVE_UP_AFTER_S;
    const longest = answer === null ? LONGEST_PAUSE_UNHEARD_S : LONGEST_PAUSE_S;
    const taken = problem === null || delivery.status === "succeeded";
    this.core.step(() => {
      store.put({
        ...delivery,
        attempts,
        answer,
        problem,
        status: taken ? "succeeded" : delivery.status === "pending" && over ? "failed" : delivery.status,
        // What was spoilt on its way arrives whole the next time.
        tampering: { ...delivery.tampering, corrupt: false },
        next_at: now + Math.min(2 ** (attempts - 1), longest),
      });
      const event = store.get("event", delivery.event);
      const open = this.ofEvent(delivery.event).filter(({ status }) => status !== "succeeded").length;
      if (event && event.pending_webhooks !== open) store.put({ ...event, pending_webhooks: open });
    });
  }

  #pair({ event, endpoint }: Delivery): { event: Wire; endpoint: Wire } | undefined {
    const stored = this.core.store.get("event", event);
    const target = this.core.store.get("webhook_endpoint", endpoint);
    return stored && target ? { event: stored, endpoint: target } : undefined;
  }

  #get(id: string): Delivery | undefined {
    const wire = this.core.store.get(DELIVERY, id);
    return wire && isDelivery(wire) ? wire : undefined;
  }

  #all(): Delivery[] {
    return this.core.store.all(DELIVERY).filter(isDelivery);
  }
}
