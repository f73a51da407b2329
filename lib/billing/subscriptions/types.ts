import type { CommercialState, PlanKey } from "@/lib/entitlements/types";
import type { SeatUsage } from "@/lib/people/seats/types";

/** Instants are ISO 8601, money is integer minor units of `currency`. */
export type Interval = "month" | "year";

export type SubscriptionView = {
  id: string;
  plan: PlanKey;
  status: string;
  interval: Interval | null;
  seats: number | null;
  /** For one seat, or for the plan. */
  unitAmount: number | null;
  /** What one period costs without tax: `unitAmount` x seats, with add-ons. */
  recurringAmount: number | null;
  currency: string;
  periodStart: string | null;
  periodEnd: string | null;
  trialEnd: string | null;
  cancelAt: string | null;
  endedAt: string | null;
  scheduled: { at: string; seats: number | null; interval: Interval | null } | null;
  pendingUpdate: { expiresAt: string; seats: number | null } | null;
  collection: string;
};

export type InvoiceView = {
  id: string;
  number: string;
  /** What it is for: its first line, and how many more there are. */
  about: string;
  status: string;
  currency: string;
  subtotal: number;
  tax: number;
  total: number;
  amountPaid: number;
  amountRemaining: number;
  /** What was given back of it; a refund never changes the invoice itself. */
  refunded: number;
  createdAt: string;
  dueAt: string | null;
  paidAt: string | null;
  periodStart: string;
  periodEnd: string;
  /** When the first attempt to collect it failed, while it is owed. */
  failedAt: string | null;
  nextAttemptAt: string | null;
  /** Whether there is a document to download. */
  hasPdf: boolean;
};

export const INVOICE_STATUSES = ["draft", "open", "paid", "void", "uncollectible"] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

export type InvoiceLineView = {
  id: string;
  description: string;
  /** `plan:team`, `add_on:storage_100gb`, `usage:…`, or `other`. */
  feature: string;
  quantity: number;
  amount: number;
  proration: boolean;
  periodStart: string;
  periodEnd: string;
};

/** Something that stops money from moving, with the one thing that mends it. */
export type PaymentProblem = {
  kind: "payment_failed" | "action_required" | "card_expiring" | "overdue" | "parked" | "dispute" | "unlinked";
  message: string;
  invoiceId: string | null;
  amount: number | null;
  currency: string | null;
  nextAttemptAt: string | null;
  fix: { label: string; href: string } | { label: string; portal: true } | null;
};

export type NoticeView = { kind: string; title: string; message: string; at: string };

export type UpcomingView = {
  at: string | null;
  currency: string;
  subtotal: number;
  tax: number;
  total: number;
  amountDue: number;
  lines: { description: string; quantity: number; amount: number; proration: boolean }[];
};

/** Cost by feature over the account's paid and open invoices of one currency, from their lines. */
export type FeatureCost = { feature: string; label: string; amount: number; currency: string };

export type BillingProvider =
  | { state: "disabled" }
  /** Stripe cannot be asked now; what was last synced stands. */
  | { state: "unreachable" }
  | { state: "ready"; demo: boolean };

/** The seats as the billing API says them. */
export type SoldSeats = Omit<SeatUsage, "available">;

/** Everything the Billing page and `GET /api/v1/billing/status` say, read from the same place. */
export type BillingStatus = {
  account: { handle: string; kind: "personal" | "organization" | "system" };
  provider: BillingProvider;
  plan: PlanKey;
  planName: string;
  state: CommercialState;
  /** When the state ends or changes by itself. */
  until: string | null;
  /** For `ended`: until when everything is kept at least; null once that is past. */
  retainedUntil: string | null;
  subscription: SubscriptionView | null;
  seats: SoldSeats | null;
  overSeats: boolean;
  card: { brand: string; last4: string; expMonth: number; expYear: number } | null;
  details: BillingDetails | null;
  problems: PaymentProblem[];
  managesBilling: boolean;
};

export type BillingDetails = {
  name: string;
  email: string;
  address: { line1: string; line2: string; city: string; state: string; postalCode: string; country: string } | null;
  taxIds: { type: string; value: string }[];
  purchaseOrder: string;
  contacts: string[];
};

export type QuoteKind =
  | "checkout"
  | "change_seats"
  | "change_interval"
  | "cancel"
  | "resume"
  | "end_trial"
  | "undo_schedule";

/** What the customer agrees to before money moves. The charge equals `dueNow`, or the quote is refused as stale. */
export type QuoteView = {
  id: string;
  kind: QuoteKind;
  currency: string;
  /** Charged when it is carried out; for `checkout` at the end of Stripe's page. */
  dueNow: number;
  tax: number;
  lines: { description: string; quantity: number; amount: number; proration: boolean }[];
  /** What each later period costs without tax. */
  recurring: { amount: number; interval: Interval; from: string | null } | null;
  /** When the change takes effect: now, or at this instant. */
  effectiveAt: string | null;
  /** One sentence each: what changes and what stays. */
  changes: string[];
  /** What a smaller plan would freeze; empty when nothing is. */
  impact: DowngradeImpact | null;
  expiresAt: string;
};

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

/** SPEC B5: what would exceed the plan that follows. Nothing of it is deleted; the excess becomes read-only. */
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
