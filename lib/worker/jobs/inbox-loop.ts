import "server-only";
import { processInbox } from "@/lib/billing/sync/process-inbox";
import { listenTo } from "@/lib/listener";
import { log } from "@/lib/logger";

export type InboxLoop = { stop: () => Promise<void> };

/** Customers processed in parallel: each mostly waits for Stripe, and holds two connections of the pool. */
const LANES = 3;
const POLL_MS = 1_000;
const REST_AFTER_ERROR_MS = 2_000;

/**
 * Processes Stripe's events when they are stored, and also every second: a broken listening connection loses
 * announcements, and a failed event becomes due without one.
 */
export function startInboxLoop(process: () => Promise<number> = processInbox): InboxLoop {
  let stopping = false;
  let announcements = 0;
  const sleepers = new Set<() => void>();

  const announce = () => {
    announcements += 1;
    for (const wake of sleepers) wake();
  };

  const rest = (ms: number, seen: number) =>
    new Promise<void>((resolve) => {
      if (stopping || announcements !== seen) return resolve();
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleepers.add(wake);
    });

  const listener = listenTo("stripe_inbox", { message: announce, reset: announce });

  async function run(): Promise<void> {
    while (!stopping) {
      const seen = announcements;
      try {
        if ((await process()) === 0) await rest(POLL_MS, seen);
      } catch (error) {
        log().error({ err: error }, "the inbox of Stripe's events could not be read");
        await rest(REST_AFTER_ERROR_MS, seen);
      }
    }
  }

  const lanes = Promise.all(Array.from({ length: LANES }, run));
  return {
    stop: async () => {
      stopping = true;
      for (const wake of sleepers) wake();
      await lanes;
      await listener.stop();
    },
  };
}
