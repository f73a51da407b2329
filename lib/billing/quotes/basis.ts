import canonicalize from "canonicalize";
import type { PriceInForce } from "@/lib/billing/quotes/types";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { CATALOGUE_VERSION } from "@/lib/entitlements/catalogue";
import { digest } from "@/lib/ids";

/**
 * A digest of the facts behind a quote: any change makes the quote stale. Leaves out the used seats, which change no
 * price; whether they fit a smaller number is checked when the quote is carried out.
 */
export function basisOf(standing: BillingStanding, price: PriceInForce | null): string {
  const { subscription, other, trial, contract, nextContract, customer } = standing;
  const facts = { subscription, other, trial, contract, nextContract, unlinked: customer?.unlinked ?? false };
  return digest(canonicalize(JSON.parse(JSON.stringify({ facts, price, version: CATALOGUE_VERSION }))) ?? "");
}
