import "server-only";
import { summingMeters } from "@/lib/billing/stripe/meters";
import type { MeteredKey } from "@/lib/entitlements/types";
import { log } from "@/lib/logger";

/** Metered limits with a counter: their ledger is reported to Stripe, under the limit's own key. */
const REPORTED = ["publishes"] as const satisfies readonly MeteredKey[];

export type UsageMeter = { key: MeteredKey; meterId: string };

const told = new Set<MeteredKey>();

/** The limits that have a meter at Stripe; logs the others once. Errors: UPSTREAM. */
export async function usageMeters(): Promise<UsageMeter[]> {
  const meters = await summingMeters();
  return REPORTED.flatMap((key) => {
    const meterId = meters.get(key);
    if (meterId !== undefined) return [{ key, meterId }];
    if (!told.has(key)) log().info({ key }, "Stripe has no active meter that sums up this usage: it is not reported");
    told.add(key);
    return [];
  });
}
