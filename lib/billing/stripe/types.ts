import type { Interval } from "@/lib/entitlements/types";

/**
 * The product's view of Stripe: plain data, instants as Date, money in integer minor units. The gateway makes these
 * from the SDK's objects; nothing outside `lib/billing/stripe` sees an object of the SDK.
 */

/** Whether payments are off, on, or on but unreachable. */
export type BillingProvider =
  | { state: "disabled" }
  /** Stripe does not answer; the last synced state stands. */
  | { state: "unreachable" }
  | { state: "ready"; demo: boolean };

export type PriceFact = {
  priceId: string;
  /** Null for a price without one, which the catalogue does not know. */
  lookupKey: string | null;
  /** Null when the amount is no whole number of minor units. */
  unitAmount: number | null;
  currency: string;
  interval: Interval | null;
};

export type ItemState = {
  itemId: string;
  price: PriceFact;
  quantity: number;
  periodStart: Date;
  periodEnd: Date;
};

/** What a schedule changes at the end of the present phase. */
export type ScheduledState = { at: Date; items: { lookupKey: string | null; quantity: number }[] };

export type SubscriptionState = {
  id: string;
  /** Stripe's text, possibly unknown to us. */
  status: string;
  livemode: boolean;
  items: ItemState[];
  currency: string;
  collection: "charge_automatically" | "send_invoice";
  metadata: Readonly<Record<string, string>>;
  startedAt: Date;
  trialEnd: Date | null;
  cancelAt: Date | null;
  canceledAt: Date | null;
  endedAt: Date | null;
  scheduleId: string | null;
  scheduled: ScheduledState | null;
  pendingUpdate: { expiresAt: Date; items: { lookupKey: string | null; quantity: number }[] } | null;
};

export type LineState = {
  id: string;
  description: string;
  lookupKey: string | null;
  quantity: number;
  amount: number;
  proration: boolean;
  periodStart: Date;
  periodEnd: Date;
};

export type InvoiceState = {
  id: string;
  subscriptionId: string | null;
  number: string;
  /** draft, open, paid, void, uncollectible */
  status: string;
  reason: string;
  currency: string;
  subtotal: number;
  tax: number;
  total: number;
  amountDue: number;
  amountPaid: number;
  amountRemaining: number;
  createdAt: Date;
  finalizedAt: Date | null;
  dueAt: Date | null;
  paidAt: Date | null;
  voidedAt: Date | null;
  /** When it became uncollectible, from its status transitions; it may still be paid. */
  uncollectibleAt: Date | null;
  periodStart: Date;
  periodEnd: Date;
  attempts: number;
  nextAttemptAt: Date | null;
  /**
   * When the first attempt to collect it failed, from the charges of its payments; for one sent for payment, its due
   * date once that has passed. Null without a failure. Depends on Stripe's state alone.
   */
  firstFailedAt: Date | null;
  actionRequired: boolean;
  hostedUrl: string;
  pdfUrl: string;
  purchaseOrder: string;
  lines: LineState[];
};

export type RefundState = {
  id: string;
  invoiceId: string | null;
  amount: number;
  currency: string;
  status: string;
  reason: string;
  createdAt: Date;
};

export type DisputeState = {
  id: string;
  amount: number;
  currency: string;
  status: string;
  reason: string;
  createdAt: Date;
};

export type CardState = { brand: string; last4: string; expMonth: number; expYear: number };

export type AddressState = {
  line1: string;
  line2: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
};

/** Everything Stripe has about one customer: all pages, every status. */
export type CustomerState =
  | { id: string; deleted: true }
  | {
      id: string;
      deleted: false;
      livemode: boolean;
      /** `metadata.packhouse_account`: only a hint; the stored customer decides whose it is. */
      accountHint: string | null;
      name: string;
      email: string;
      address: AddressState | null;
      taxIds: { type: string; value: string }[];
      purchaseOrder: string;
      /** Minor units; a negative amount is owed to the customer. */
      balance: number;
      card: CardState | null;
      subscriptions: SubscriptionState[];
      invoices: InvoiceState[];
      refunds: RefundState[];
      disputes: DisputeState[];
    };

/** A verified event: a hint about which customer to fetch. */
export type VerifiedEvent = {
  id: string;
  type: string;
  /** Empty when the event has no customer. */
  customerId: string;
  /** Null for kinds of event without one. */
  apiVersion: string | null;
  livemode: boolean;
  createdAt: Date;
  payload: unknown;
};

/** A catalogue price as Stripe confirms it. `problem` is a sentence for the operator; such a price is not offered. */
export type ConfirmedPrice =
  | {
      lookupKey: string;
      priceId: string;
      unitAmount: number;
      currency: "usd";
      interval: Interval;
      problem: null;
    }
  | { lookupKey: string; priceId: null; problem: string };

/** The cost of a change, from Stripe's preview with a pinned second. */
export type PreviewState = {
  currency: string;
  /** Due now. */
  amountDue: number;
  subtotal: number;
  tax: number;
  total: number;
  lines: LineState[];
  /** The regular amount of the next renewal after the change, without prorations. */
  recurringTotal: number;
  nextRenewalAt: Date | null;
};
