import "server-only";
import { onClockMoved } from "@/lib/clock";
import { log } from "@/lib/logger";
import type { Job } from "@/lib/worker/jobs/jobs";

export type ClockLoop = { stop: () => Promise<void> };

/**
 * Runs what acts on the product's time as soon as a demo's clock was moved, and not only at the next minute. One run at
 * a time; a move during a run makes one more. Elsewhere the clock is never moved, and this does nothing.
 */
export function startClockLoop(jobs: readonly Job[]): ClockLoop {
  const byClock = jobs.filter((job) => job.byClock);
  let wanted = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (wanted) {
      wanted = false;
      for (const { name, run } of byClock) {
        await run().catch((error: unknown) =>
          log().error({ err: error, job: name }, "job failed after a clock's move"),
        );
      }
    }
    running = null;
  }

  const end = onClockMoved(() => {
    wanted = true;
    running ??= run();
  });
  return {
    stop: async () => {
      end();
      wanted = false;
      await running;
    },
  };
}
