import type { Fields, Wire } from "../../types";
import type { Interval, Period } from "../maths/periods";

/** What the engine reads and writes of each object. The rest of Stripe's fields ride along untouched. */
export type ListOf<T> = { object: "list"; data: T[]; has_more: boolean; url: string };

export type PriceWire = Wire & {
  currency: string;
  product: string;
  unit_amount: number | null;
  unit_amount_decimal: string | null;
  lookup_key: string | null;
  nickname: string | null;
  active: boolean;
  recurring: (Fields & { interval: Interval; interval_count: number; usage_type: string }) | null;
};

export type ItemWire = Wire & {
  created: number;
  current_period_start: number;
  current_period_end: number;
  metadata: Record<string, string>;
  price: PriceWire;
  quantity: number;
  subscription: string;
};

export type SubscriptionWire = Wire & {
  automatic_tax: Fields & { enabled: boolean };
  billing_cycle_anchor: number;
  billing_mode: Fields & { type: string };
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  cancellation_details: Fields;
  collection_method: string;
  created: number;
  currency: string;
  customer: string;
  days_until_due: number | null;
  default_payment_method: string | null;
  ended_at: number | null;
  items: ListOf<ItemWire>;
  latest_invoice: string | null;
  metadata: Record<string, string>;
  pause_collection: { behavior: string; resumes_at: number | null } | null;
  pending_update: (Fields & { expires_at: number }) | null;
  schedule: string | null;
  start_date: number;
  status: string;
  trial_end: number | null;
  trial_settings: { end_behavior: Fields & { missing_payment_method: string } };
  trial_start: number | null;
};

export type LineWire = Wire & {
  amount: number;
  currency: string;
  description: string;
  period: Period;
  quantity: number;
  subscription: string | null;
  invoice: string | null;
};

export type InvoiceWire = Wire & {
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  attempt_count: number;
  attempted: boolean;
  auto_advance: boolean;
  automatic_tax: Fields & { enabled: boolean; status: string | null };
  automatically_finalizes_at: number | null;
  billing_reason: string;
  collection_method: string;
  created: number;
  currency: string;
  customer: string;
  default_payment_method: string | null;
  due_date: number | null;
  lines: ListOf<LineWire>;
  metadata: Record<string, string>;
  next_payment_attempt: number | null;
  number: string | null;
  parent: Fields | null;
  period_end: number;
  period_start: number;
  starting_balance: number;
  ending_balance: number | null;
  status: string;
  status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
  };
  subtotal: number;
  total: number;
  total_taxes: Fields[];
};

export type InvoiceItemWire = Wire & {
  amount: number;
  currency: string;
  customer: string;
  date: number;
  description: string | null;
  invoice: string | null;
  metadata: Record<string, string>;
  period: Period;
  proration: boolean;
  quantity: number;
};

export type InvoicePaymentWire = Wire & {
  amount_paid: number | null;
  amount_requested: number;
  created: number;
  invoice: string;
  payment: Fields;
  status: string;
};

export type PaymentIntentWire = Wire & {
  amount: number;
  amount_received: number;
  created: number;
  currency: string;
  customer: string | null;
  latest_charge: string | null;
  payment_method: string | null;
  status: string;
};

export type ChargeWire = Wire & {
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  created: number;
  currency: string;
  customer: string | null;
  disputed: boolean;
  paid: boolean;
  payment_intent: string | null;
  payment_method: string | null;
  refunded: boolean;
  status: string;
};

export type RefundWire = Wire & { amount: number; charge: string; currency: string; status: string };
export type DisputeWire = Wire & { amount: number; charge: string; currency: string; status: string };

export type PhaseWire = Fields & {
  start_date: number;
  end_date: number;
  items: (Fields & { price: string; quantity: number; metadata: Record<string, string> })[];
  proration_behavior: string;
  trial_end: number | null;
};

export type ScheduleWire = Wire & {
  created: number;
  current_phase: { start_date: number; end_date: number } | null;
  customer: string;
  end_behavior: string;
  metadata: Record<string, string>;
  phases: PhaseWire[];
  status: string;
  subscription: string | null;
};

export type CustomerWire = Wire & {
  address: Fields | null;
  balance: number;
  currency: string | null;
  email: string | null;
  invoice_prefix: string | null;
  invoice_settings: Fields & { default_payment_method: string | null };
  name: string | null;
  phone: string | null;
  shipping: Fields | null;
  tax_exempt: string | null;
};

export type PaymentMethodWire = Wire & {
  card?: Fields;
  customer: string | null;
  type: string;
  billing_details: Fields;
};

/** What was last billed for an item: flexible billing credits that, and a credit names the line it takes back. */
export type BilledWire = Wire & {
  price: PriceWire;
  quantity: number;
  period: Period;
  invoice: string;
  line: string;
  /** What counts again when the invoice is voided. */
  previous: BilledWire | null;
};
/** Everything that a pending update changes once its invoice is paid. */
export type PendingChangeWire = Wire & {
  invoice: string;
  items: ItemWire[];
  anchor: number;
  trialEnd: number | null;
  /** Invoice items that waited before: they wait again when it expires. */
  swept: string[];
};
/** The lines of an invoice beyond those that ride in it. */
export type LinesWire = Wire & { lines: LineWire[] };

/**
 * The kinds by the word in `object`. `billed_item`, `invoice_lines`, `pending_change` and `sandbox_mark` are the engine's
 * own and never leave the sandbox.
 */
export type Kinds = {
  billed_item: BilledWire;
  charge: ChargeWire;
  customer: CustomerWire;
  dispute: DisputeWire;
  invoice: InvoiceWire;
  invoice_lines: LinesWire;
  invoice_payment: InvoicePaymentWire;
  invoiceitem: InvoiceItemWire;
  payment_intent: PaymentIntentWire;
  payment_method: PaymentMethodWire;
  pending_change: PendingChangeWire;
  price: PriceWire;
  refund: RefundWire;
  sandbox_mark: Wire;
  subscription: SubscriptionWire;
  subscription_schedule: ScheduleWire;
};
