import "server-only";
import { reportFaults } from "@/lib/audit/report-faults";
import { writeCheckpoints } from "@/lib/audit/write-checkpoints";
import { sendDueNotices } from "@/lib/billing/notices/send-due-notices";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { backfillEvents } from "@/lib/billing/sync/backfill-events";
import { endUnpaid } from "@/lib/billing/sync/end-unpaid";
import { purgePayloads } from "@/lib/billing/sync/purge-payloads";
import { sweepCustomers } from "@/lib/billing/sync/sweep-customers";
import { reconcileReports } from "@/lib/billing/usage/reconcile-reports";
import { reportUsage } from "@/lib/billing/usage/report-usage";
import { now } from "@/lib/clock";
import { purgeExpired } from "@/lib/identity/sign-in/purge-expired";
import { reconcileUsage } from "@/lib/metering/usage/reconcile-usage";
import { purgeOutbox } from "@/lib/outbox/purge-outbox";
import { indexStalePackages } from "@/lib/packages/publish/index-for-search";
import { sweepArtifacts } from "@/lib/packages/storage/sweep-artifacts";
import { expireInvitations } from "@/lib/people/invites/expire-invitations";

/** Recurring work. `cron` has five fields, in UTC; a job must survive running twice and being cut off anywhere. */
export type Job = {
  name: string;
  cron: string;
  /** The job follows the product's time, so it also runs when a demo's clock moves. */
  byClock?: true;
  /** Hours after which a run counts as lost and is started again; a quarter of an hour without it. */
  mostHours?: number;
  run: () => Promise<void>;
};

/** Every job of the product. A district adds its verb here, and the worker schedules it. */
export const JOBS: readonly Job[] = [
  { name: "purge-expired", cron: "*/10 * * * *", run: purgeExpired },
  {
    name: "expire-invitations",
    cron: "* * * * *",
    byClock: true,
    run: async () => {
      await expireInvitations(now());
    },
  },
  {
    name: "send-due-notices",
    cron: "* * * * *",
    byClock: true,
    run: async () => {
      await sendDueNotices();
    },
  },
  {
    name: "reconcile-usage",
    cron: "40 2 * * *",
    run: async () => {
      await reconcileUsage();
    },
  },
  {
    name: "report-usage",
    cron: "12 * * * *",
    byClock: true,
    run: async () => {
      await reportUsage();
    },
  },
  {
    name: "reconcile-reports",
    cron: "30 3 * * *",
    run: async () => {
      await reconcileReports();
    },
  },
  {
    name: "sweep-artifacts",
    cron: "10 4 * * *",
    run: async () => {
      await sweepArtifacts();
    },
  },
  {
    name: "index-packages",
    cron: "* * * * *",
    run: async () => {
      await indexStalePackages();
    },
  },
  { name: "verify-audit", cron: "20 1 * * *", mostHours: 12, run: reportFaults },
  { name: "sign-audit", cron: "45 * * * *", mostHours: 12, run: writeCheckpoints },
  { name: "purge-outbox", cron: "20 3 * * *", run: purgeOutbox },
  {
    name: "sweep-customers",
    cron: "*/5 * * * *",
    byClock: true,
    run: async () => {
      if (billingEnabled()) await sweepCustomers();
    },
  },
  {
    name: "end-unpaid",
    cron: "25 * * * *",
    byClock: true,
    run: async () => {
      if (billingEnabled()) await endUnpaid();
    },
  },
  {
    name: "backfill-events",
    cron: "7 * * * *",
    run: async () => {
      if (billingEnabled()) await backfillEvents();
    },
  },
  {
    name: "purge-payloads",
    cron: "50 3 * * *",
    run: async () => {
      await purgePayloads();
    },
  },
];
