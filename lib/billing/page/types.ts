import type { AccountRef } from "@/lib/access/types";
import type { BillingProvider } from "@/lib/billing/stripe/types";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import type { SubscriptionView } from "@/lib/billing/subscriptions/types";
import type { CommercialState, PlanKey } from "@/lib/entitlements/types";
import type { SeatUsage } from "@/lib/people/seats/types";

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
  /** The fewest seats of the subscription's plan as it was bought; null without one. */
  leastSeats: number | null;
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
