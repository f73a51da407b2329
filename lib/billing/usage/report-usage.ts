import "server-only";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { sendReports } from "@/lib/billing/usage/send-reports";
import { storeReports } from "@/lib/billing/usage/store-reports";
import { usageMeters } from "@/lib/billing/usage/usage-meters";

/**
 * Tells Stripe what accounts used in each closed hour (E6), summed up from the ledger, once. Without payments, or
 * without a meter at Stripe, there is nothing to do. Returns how many reports went out. Errors: UPSTREAM.
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
