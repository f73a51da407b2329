import "server-only";
import PgBoss from "pg-boss";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { HOUR_MS } from "@/lib/time";
import type { Job } from "@/lib/worker/jobs/jobs";
import { createQueues, WAITS } from "@/lib/worker/jobs/queues";

export type Scheduler = { stop: () => Promise<void> };

const STOP_MS = 20_000;

/** Runs the jobs on their schedule: once per moment with any number of workers, because the queue decides. */
export async function startScheduler(jobs: readonly Job[]): Promise<Scheduler> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    max: 3,
    application_name: "packhouse-jobs",
    ...WAITS,
  });
  boss.on("error", (error) => log().error({ err: error }, "job queue"));
  await boss.start();
  await createQueues(boss, jobs);
  for (const { name, cron, mostHours, run } of jobs) {
    await boss.schedule(
      name,
      cron,
      {},
      { tz: "UTC", ...(mostHours ? { expireInSeconds: (mostHours * HOUR_MS) / 1_000 } : {}) },
    );
    await boss.work(name, async () => {
      await run();
      log().info({ job: name }, "job done");
    });
  }
  const known = new Set(jobs.map(({ name }) => name));
  const former = (await boss.getSchedules()).filter(({ name }) => !known.has(name));
  for (const { name } of former) await boss.unschedule(name);
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_MS, wait: true }) };
}
