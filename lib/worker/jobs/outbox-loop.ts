import "server-only";
import { listenTo } from "@/lib/listener";
import { log } from "@/lib/logger";
import { deliverOutbox, type Send } from "@/lib/outbox/deliver-outbox";

export type OutboxLoop = { stop: () => Promise<void> };

const POLL_MS = 1_000;
const REST_AFTER_ERROR_MS = 2_000;

/**
 * Delivers when a commit announces a message, and also every second: a broken listening connection loses announcements,
 * and a waiting message becomes due without one.
 */
export function startOutboxLoop(send: Send): OutboxLoop {
  let stopping = false;
  let announced = false;
  let wake = () => {};

  const announce = () => {
    announced = true;
    wake();
  };

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (stopping || announced) return resolve();
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const listener = listenTo("outbox", { message: announce, reset: announce });

  async function run(): Promise<void> {
    while (!stopping) {
      announced = false;
      try {
        const { sent, failed } = await deliverOutbox(send);
        if (sent + failed === 0) await rest(POLL_MS);
      } catch (error) {
        log().error({ err: error }, "outbox could not be read");
        await rest(REST_AFTER_ERROR_MS);
      }
    }
  }

  const running = run();
  return {
    stop: async () => {
      stopping = true;
      wake();
      await running;
      await listener.stop();
    },
  };
}
