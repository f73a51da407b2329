import "server-only";
import { onClockMoved } from "@/lib/clock";
import { log } from "@/lib/logger";
import type { Job } from "@/lib/worker/jobs/jobs";

export type ClockLoop = { stop: () => Promise<void> };

/**
 * Runs the jobs that follow the product's time when a demo's clock moves, not only at the next minute. Runs one at a
 * time; a move during a run causes one more. Outside the demo the clock never moves, and this does nothing.
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
