import type { VerifiedEvent } from "@/lib/billing/stripe/types";
import { effectOf } from "@/lib/billing/sync/event-types";
import { backoff, MINUTE_MS } from "@/lib/time";

export type Arrival = { state: "received" | "ignored" | "dead"; note: string };

/** Decides an event's state on arrival from the event alone; asks nothing and does nothing. */
export function arrivalOf(
  event: Pick<VerifiedEvent, "type" | "livemode">,
  our: { livemode: boolean; knowsVersion: boolean },
): Arrival {
  if (event.livemode !== our.livemode) {
    const [its, ours] = event.livemode ? ["live", "test"] : ["test", "live"];
    return { state: "ignored", note: `It is of ${its} mode, and the key here is of ${ours} mode.` };
  }
  if (effectOf(event.type) === null) return { state: "ignored", note: "Nothing follows from this type." };
  if (!our.knowsVersion) {
    return { state: "dead", note: "Its API version is unknown here. Set the endpoint's version, then replay it." };
  }
  return { state: "received", note: "" };
}

const FIRST_WAIT_MS = MINUTE_MS / 2;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;

/** With these waits the last try is about three days after the first. */
export const MAX_ATTEMPTS = 20;

/** While a customer is processed nobody else takes its events; it frees those of a worker that died. */
export const LEASE_MS = 5 * MINUTE_MS;

/** How long an event waits after its n-th failure, in milliseconds of the machine's clock. */
export function waitAfter(attempts: number): number {
  return backoff(attempts, { firstMs: FIRST_WAIT_MS, longestMs: LONGEST_WAIT_MS });
}

/** Events by id, or all that were given up. */
export type EventsToReplay = { ids: readonly string[] } | { dead: true };

/** The columns of an event that is to be processed as if it had just arrived. */
export function asArrived(at: Date) {
  return { state: "received", via: "replay", attempts: 0, nextAttemptAt: at, settledAt: null, note: "" } as const;
}
