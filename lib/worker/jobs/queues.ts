import "server-only";
import type PgBoss from "pg-boss";
import type { Job } from "@/lib/worker/jobs/jobs";

/** The queue's own connections, with waits in milliseconds: a silent database ends them, and the next poll begins anew. */
export const WAITS = { connectionTimeoutMillis: 10_000, query_timeout: 60_000, statement_timeout: 60_000 };

/** Makes the queue of each job. A queue that is there stays as it is, and needs no right to create tables. */
export async function createQueues(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const { name } of jobs) {
    await boss.createQueue(name, { name, policy: "short", retryLimit: 3, retryBackoff: true });
  }
}
