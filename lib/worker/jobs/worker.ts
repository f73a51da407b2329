import "server-only";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { checkPrices } from "@/lib/billing/stripe/prices";
import { allowLongStatements, disconnect } from "@/lib/db";
import { followClock } from "@/lib/demo/follow-clock";
import { log } from "@/lib/logger";
import { startClockLoop } from "@/lib/worker/jobs/clock-loop";
import { startInboxLoop } from "@/lib/worker/jobs/inbox-loop";
import { JOBS } from "@/lib/worker/jobs/jobs";
import { startOutboxLoop } from "@/lib/worker/jobs/outbox-loop";
import { startScheduler } from "@/lib/worker/jobs/scheduler";
import { mailTransport } from "@/lib/worker/mails/mail-transport";
import { sendMessage } from "@/lib/worker/mails/send";

/** The worker process: sends the outbox and runs the recurring jobs. Any number of workers share the work. */
async function main(): Promise<void> {
  allowLongStatements();
  const stopClock = await followClock();
  const transport = mailTransport();
  if (!transport) {
    log().warn("SMTP_URL is not set: no mail leaves this system, and messages wait in the outbox until it is");
  }
  void checkPrices();
  const scheduler = await startScheduler(JOBS);
  const clock = startClockLoop(JOBS);
  const outbox = transport ? startOutboxLoop((message) => sendMessage(transport, message)) : null;
  const inbox = billingEnabled() ? startInboxLoop() : null;
  log().info({ jobs: JOBS.length, mail: transport !== null, billing: inbox !== null }, "worker ready");

  let stopping = false;
  async function stop(reason: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log().info({ reason }, "worker stopping");
    await Promise.all([scheduler.stop(), clock.stop(), outbox?.stop(), inbox?.stop()]);
    stopClock();
    await disconnect();
    process.exit(0);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  log().fatal({ err: error }, "worker failed to start");
  process.exit(1);
});
