import "server-only";
import { purgeExpired } from "@/lib/auth/purge-expired";
import { purgeOutbox } from "@/lib/notifications/purge-outbox";

/** Work that recurs. `cron` has five fields, in UTC; a job must bear to run twice, and to be cut off anywhere. */
export type Job = { name: string; cron: string; run: () => Promise<void> };

/** Every job of the product. A domain adds its verb here; the worker schedules what it finds. */
export const JOBS: readonly Job[] = [
  { name: "purge-expired", cron: "*/10 * * * *", run: purgeExpired },
  { name: "purge-outbox", cron: "20 3 * * *", run: purgeOutbox },
];
