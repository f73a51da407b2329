import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import type { PricedLine } from "@/lib/billing/subscriptions/types";
import type { Interval, PlanKey } from "@/lib/entitlements/types";

/** The kinds of change in the schema. */
export type QuoteKind = PrepareQuoteInput["kind"];

/**
 * What the customer agrees to before money moves. If the charge would differ from `dueNow`, the quote is refused as
 * stale.
 */
export type QuoteView = {
  id: string;
  kind: QuoteKind;
  currency: string;
  /** Charged when it is carried out; for `checkout` when Stripe's page is completed. */
  dueNow: number;
  tax: number;
  lines: PricedLine[];
  /** The price of each later period without tax. */
  recurring: { amount: number; interval: Interval; from: string | null } | null;
  /** When the change takes effect; null means now. */
  effectiveAt: string | null;
  /** One sentence for each thing that changes or stays. */
  sentences: string[];
  /** What a smaller plan would freeze; null for nothing. */
  impact: DowngradeImpact | null;
  expiresAt: string;
};

/** The money of a quote, compared with the charge when it is carried out. */
export type QuotedPrice = Pick<QuoteView, "currency" | "dueNow" | "tax" | "lines" | "recurring">;

/** A catalogue price as Stripe confirms it now. */
export type PriceInForce = { lookupKey: string; priceId: string; unitAmount: number; currency: string };

/**
 * The result of a quote. `url` is the person's next page: the provider's checkout, or the invoice that a change waits
 * for; null when nothing is left to do.
 */
export type AppliedQuote = {
  kind: QuoteKind;
  outcome: "checkout" | "changed" | "scheduled" | "payment_pending";
  url: string | null;
  /** The charge when it was carried out, in minor units; 0 for a checkout, which charges later. */
  charged: number;
  currency: string;
};

export type ImpactItem = { id: string; name: string; lastChangedAt: string; kept: boolean };

/** B5: the items beyond the plan that follows. None is deleted; they become read-only. */
export type DowngradeImpact = {
  plan: PlanKey;
  planName: string;
  at: string;
  lists: {
    key: "packages.public" | "packages.private" | "api_keys" | "seats";
    label: string;
    limit: number | "unlimited";
    used: number;
    excess: number;
    /** The first ones, at most 100, writable ones first. */
    items: ImpactItem[];
  }[];
  lostFeatures: string[];
};

/** The state of a checkout: `processing` while the payment or its event is on the way, `open` while unpaid. */
export type CheckoutOutcome = {
  state: "bought" | "processing" | "open" | "expired" | "none";
  /** The address of an open checkout. */
  url: string | null;
  /** The provider did not answer: the state is the last known one. */
  unreachable: boolean;
};
