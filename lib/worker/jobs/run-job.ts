import "server-only";
import { log } from "@/lib/logger";
import type { Job } from "@/lib/worker/jobs/jobs";

/** Runs a job and logs how it ended. Throws what the job throws: the queue keeps it to itself and tries again. */
export async function runJob({ name, run }: Pick<Job, "name" | "run">): Promise<void> {
  try {
    await run();
  } catch (error) {
    log().error({ err: error, job: name }, "a job failed");
    throw error;
  }
  log().info({ job: name }, "job done");
}
