import type { AccountRef } from "@/lib/access/types";
import type { BillingProvider, LineState, PreviewState } from "@/lib/billing/stripe/types";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { CommercialState, PlanKey } from "@/lib/entitlements/types";
import type { SeatUsage } from "@/lib/people/seats/types";

/** A row as JSON: instants are ISO 8601. */
export type Iso<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

/** A scheduled change at the period's end, as shown to people. */
export type Rescheduled = Pick<NonNullable<Subscription["scheduled"]>, "at" | "seats" | "interval">;

/** Money is integer minor units of `currency`; `unitAmount` is for one seat, or for the plan. */
export type SubscriptionView = Iso<
  Pick<Subscription, "id" | "status" | "interval" | "seats" | "unitAmount" | "currency" | "periodStart" | "periodEnd"> &
    Pick<Subscription, "trialEnd" | "cancelAt" | "endedAt" | "pendingUpdate" | "collection">
> & {
  plan: PlanKey;
  /** The price of one period without tax: `unitAmount` x seats, with add-ons. */
  recurringAmount: number | null;
  scheduled: Rescheduled | null;
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

/** A line of a present or future charge. */
export type PricedLine = Pick<LineState, "description" | "quantity" | "amount" | "proration">;

export type UpcomingView = Pick<PreviewState, "currency" | "subtotal" | "tax" | "total" | "amountDue"> & {
  at: string | null;
  lines: PricedLine[];
};

/** The seats in the billing API. */
export type SoldSeats = Omit<SeatUsage, "available">;

/** The data of the Billing page and of `GET /api/v1/billing/status`. */
export type BillingStatus = {
  account: Pick<AccountRef, "handle" | "kind">;
  provider: BillingProvider;
  plan: PlanKey;
  planName: string;
  state: CommercialState;
  /** When the state ends or changes by itself. */
  until: string | null;
  /** For `ended`: until when at least everything is kept; null after that. */
  retainedUntil: string | null;
  subscription: SubscriptionView | null;
  seats: SoldSeats | null;
  overSeats: boolean;
  card: Customer["card"];
  details: BillingDetails | null;
  problems: PaymentProblem[];
  managesBilling: boolean;
};

/** The details on invoices, and who receives them besides the owners and the `billing` role. */
export type BillingDetails = Pick<Customer, "name" | "email" | "address" | "taxIds" | "purchaseOrder"> & {
  contacts: string[];
};
