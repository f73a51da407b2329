import "server-only";
import PgBoss from "pg-boss";
import { JOBS } from "@/lib/worker/jobs/jobs";
import { createQueues, WAITS } from "@/lib/worker/jobs/queues";

/** The queue of pg-boss itself, which hands scheduled jobs to theirs. */
const OWN_QUEUE = "__pgboss__send-it";

/**
 * Makes the queue's schema and every job's queue as the user of this address, so that a worker needs no right to create
 * tables. Safe to repeat.
 */
export async function prepareQueues(connectionString: string): Promise<void> {
  const boss = new PgBoss({ connectionString, max: 1, schedule: false, supervise: false, ...WAITS });
  await boss.start();
  try {
    await boss.createQueue(OWN_QUEUE);
    await createQueues(boss, JOBS);
  } finally {
    await boss.stop({ graceful: false, wait: true });
  }
}
