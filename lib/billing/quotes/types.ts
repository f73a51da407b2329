import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import type { PricedLine } from "@/lib/billing/subscriptions/types";
import type { Interval, PlanKey } from "@/lib/entitlements/types";

/** The kinds of change that a customer can ask for, as the schema names them. */
export type QuoteKind = PrepareQuoteInput["kind"];

/** What the customer agrees to before money moves. The charge equals `dueNow`, or the quote is refused as stale. */
export type QuoteView = {
  id: string;
  kind: QuoteKind;
  currency: string;
  /** Charged when it is carried out; for `checkout` at the end of Stripe's page. */
  dueNow: number;
  tax: number;
  lines: PricedLine[];
  /** What each later period costs without tax. */
  recurring: { amount: number; interval: Interval; from: string | null } | null;
  /** When the change takes effect: now, or at this instant. */
  effectiveAt: string | null;
  /** One each for what becomes different and what stays. */
  sentences: string[];
  /** What a smaller plan would freeze; null when nothing is. */
  impact: DowngradeImpact | null;
  expiresAt: string;
};

/** What a quote says of money: compared with what the charge would be when it is carried out. */
export type QuotedPrice = Pick<QuoteView, "currency" | "dueNow" | "tax" | "lines" | "recurring">;

/** A catalogue price as Stripe confirms it now. */
export type PriceInForce = { lookupKey: string; priceId: string; unitAmount: number; currency: string };

/**
 * What came of a quote. `url` is where the person goes next: the provider's checkout, or the invoice that a change waits
 * for; null when there is nothing left to do.
 */
export type AppliedQuote = {
  kind: QuoteKind;
  outcome: "checkout" | "changed" | "scheduled" | "payment_pending";
  url: string | null;
  /** What was charged when it was carried out, in minor units; 0 for a checkout, which charges at its own end. */
  charged: number;
  currency: string;
};

export type ImpactItem = { id: string; name: string; lastChangedAt: string; kept: boolean };

/** B5: what would exceed the plan that follows. Nothing of it is deleted; the excess becomes read-only. */
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
    /** The first of them, at most 100: the writable ones first. */
    items: ImpactItem[];
  }[];
  lostFeatures: string[];
};

/** What a checkout came to: `processing` while the payment or its news is on the way, `open` while nothing was paid. */
export type CheckoutOutcome = {
  state: "bought" | "processing" | "open" | "expired" | "none";
  /** Where an open checkout goes on. */
  url: string | null;
  /** The provider could not be asked: the state is the last one known. */
  unreachable: boolean;
};
