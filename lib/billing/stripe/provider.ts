import "server-only";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { confirmedPrices } from "@/lib/billing/stripe/prices";
import type { BillingProvider } from "@/lib/billing/stripe/types";
import { env } from "@/lib/env";
import { isAway } from "@/lib/outage";

/** Whether payments are off, on, or on but unreachable, for pages to show instead of failing. */
export async function billingProvider(): Promise<BillingProvider> {
  if (!billingEnabled()) return { state: "disabled" };
  try {
    await confirmedPrices();
    return { state: "ready", demo: env().PACKHOUSE_DEMO };
  } catch (error) {
    if (isAway(error)) return { state: "unreachable" };
    throw error;
  }
}
