import type { CommercialState, PlanKey } from "@/lib/entitlements/types";

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

export type SeatsView = { purchased: number | "unlimited"; used: number; reserved: number };

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
  seats: SeatsView | null;
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
