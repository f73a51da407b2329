import "server-only";
import { STRIPE } from "@/lib/billing/sync/stripe-source";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { UNSETTLED_STATUSES } from "@/lib/entitlements/subscription-status";
import { log } from "@/lib/logger";
import { isAway } from "@/lib/outage";
import { HOUR_MS } from "@/lib/time";

/** No copy is older than this while Stripe answers, whatever events were lost. */
const STALE_AFTER_MS = 6 * HOUR_MS;
/** A payment or checkout in progress is checked sooner for a lost event. */
const HASTY_AFTER_MS = HOUR_MS / 6;
const ACCOUNTS_AT_ONCE = 200;

export type Sweep = {
  synced: number;
  failed: number;
  /** Stripe did not answer, so the rest waits for the next run. */
  away: boolean;
};

type SweepTools = Pick<typeof STRIPE, "fetchCustomerState" | "readCheckout">;

/**
 * Fetches every customer whose copy is old, account by account. A failure holds up no other; while Stripe is away
 * everything stays as last known (INV-E1).
 */
export async function sweepCustomers(tools: SweepTools = STRIPE): Promise<Sweep> {
  const sweep: Sweep = { synced: 0, failed: 0, away: false };
  const source = { ...STRIPE, ...tools };
  for (let after: string | undefined; ; ) {
    const accounts = await due(after);
    for (const { accountId } of accounts) {
      try {
        await syncCustomer({ accountId }, { because: "sweep" }, { source });
        sweep.synced += 1;
      } catch (error) {
        if (isAway(error)) {
          log().warn({ synced: sweep.synced }, "Stripe could not be reached: customers stay as last known");
          return { ...sweep, away: true };
        }
        sweep.failed += 1;
        log().error({ err: error, accountId }, "a customer could not be fetched again");
      }
    }
    after = accounts.at(-1)?.accountId;
    if (accounts.length < ACCOUNTS_AT_ONCE) return sweep;
  }
}

async function due(after: string | undefined): Promise<{ accountId: string }[]> {
  const before = (ms: number) => new Date(now().getTime() - ms);
  const hasty = [
    { subscriptions: { some: { status: { in: [...UNSETTLED_STATUSES] } } } },
    { account: { checkoutSessions: { some: { state: "open" as const } } } },
  ];
  return db().billingCustomer.findMany({
    where: {
      ...(after === undefined ? {} : { accountId: { gt: after } }),
      unlinkedAt: null,
      OR: [
        { syncedAt: null },
        { syncedAt: { lt: before(STALE_AFTER_MS) } },
        { syncedAt: { lt: before(HASTY_AFTER_MS) }, OR: hasty },
      ],
    },
    select: { accountId: true },
    orderBy: { accountId: "asc" },
    take: ACCOUNTS_AT_ONCE,
  });
}
