import "server-only";
import { purgeExpired } from "@/lib/auth/purge-expired";
import { now } from "@/lib/clock";
import { endUnpaid } from "@/lib/dunning/end-unpaid";
import { sendDueNotices } from "@/lib/dunning/send-due-notices";
import { expireInvitations } from "@/lib/invites/expire-invitations";
import { reconcileReports } from "@/lib/metering/reconcile-reports";
import { reconcileUsage } from "@/lib/metering/reconcile-usage";
import { reportUsage } from "@/lib/metering/report-usage";
import { backfillEvents } from "@/lib/mirror/backfill-events";
import { purgePayloads } from "@/lib/mirror/purge-payloads";
import { sweepCustomers } from "@/lib/mirror/sweep-customers";
import { purgeOutbox } from "@/lib/notifications/purge-outbox";
import { sweepArtifacts } from "@/lib/packages/sweep-artifacts";
import { billingEnabled } from "@/lib/stripe/client";

/** Work that recurs. `cron` has five fields, in UTC; a job must bear to run twice, and to be cut off anywhere. */
export type Job = {
  name: string;
  cron: string;
  /** It acts on the product's time, so it also runs when a demo's clock was moved. */
  byClock?: true;
  run: () => Promise<void>;
};

/** Every job of the product. A domain adds its verb here; the worker schedules what it finds. */
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
