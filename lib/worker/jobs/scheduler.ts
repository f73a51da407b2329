import "server-only";
import PgBoss from "pg-boss";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { HOUR_MS } from "@/lib/time";
import type { Job } from "@/lib/worker/jobs/jobs";
import { createQueues, WAITS } from "@/lib/worker/jobs/queues";
import { runJob } from "@/lib/worker/jobs/run-job";

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
  for (const job of jobs) {
    const { name, cron, mostHours } = job;
    const expiry = mostHours ? { expireInSeconds: (mostHours * HOUR_MS) / 1_000 } : {};
    await boss.schedule(name, cron, {}, { tz: "UTC", ...expiry });
    await boss.work(name, () => runJob(job));
  }
  const known = new Set(jobs.map(({ name }) => name));
  const former = (await boss.getSchedules()).filter(({ name }) => !known.has(name));
  for (const { name } of former) await boss.unschedule(name);
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_MS, wait: true }) };
}
