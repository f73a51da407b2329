import canonicalize from "canonicalize";
import type { PriceInForce } from "@/lib/billing/quotes/types";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { CATALOGUE_VERSION } from "@/lib/entitlements/catalogue";
import { digest } from "@/lib/ids";

/**
 * What a quote was calculated from, as a digest: any change of it makes the quote stale. The seats in use are no part of
 * it, because they change no price; whether a smaller number fits is asked again when it is carried out.
 */
export function basisOf(standing: BillingStanding, price: PriceInForce | null): string {
  const { subscription, other, trial, contract, nextContract, customer } = standing;
  const facts = { subscription, other, trial, contract, nextContract, unlinked: customer?.unlinked ?? false };
  return digest(canonicalize(JSON.parse(JSON.stringify({ facts, price, version: CATALOGUE_VERSION }))) ?? "");
}
