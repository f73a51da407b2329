import "server-only";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { sendReports } from "@/lib/billing/usage/send-reports";
import { storeReports } from "@/lib/billing/usage/store-reports";
import { usageMeters } from "@/lib/billing/usage/usage-meters";

/**
 * Reports to Stripe, once, what accounts used in each closed hour (E6), summed from the ledger. Does nothing without
 * payments or without a meter at Stripe. Returns how many reports it sent. Errors: UPSTREAM.
 */
export async function reportUsage(): Promise<number> {
  if (!billingEnabled()) return 0;
  const meters = await usageMeters();
  if (meters.length === 0) return 0;
  await storeReports(
    meters.map(({ key }) => key),
    { all: false },
  );
  return sendReports(meters);
}
