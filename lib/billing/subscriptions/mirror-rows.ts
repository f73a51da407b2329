import type {
  AddressState,
  CardState,
  DisputeState,
  InvoiceState,
  LineState,
  RefundState,
} from "@/lib/billing/stripe/types";
import type { AddOnKey, PlanKey } from "@/lib/entitlements/types";

/** The mirror as plain values: one object per row, without the account. Instants inside JSON columns are ISO 8601. */
export type MirrorCustomer = {
  unlinkedAt: Date | null;
  name: string;
  email: string;
  address: AddressState | null;
  taxIds: { type: string; value: string }[];
  purchaseOrder: string;
  card: CardState | null;
  balance: number;
  parked: string;
};

export type MirrorAddOn = { key: AddOnKey; quantity: number; itemId: string };

export type MirrorSubscription = {
  id: string;
  status: string;
  lastKnownStatus: string | null;
  plan: PlanKey | null;
  planVersion: number;
  interval: "month" | "year" | null;
  seats: number | null;
  unitAmount: number | null;
  currency: string;
  addOns: MirrorAddOn[];
  termId: string | null;
  startedAt: Date;
  periodStart: Date | null;
  periodEnd: Date | null;
  trialEnd: Date | null;
  cancelAt: Date | null;
  canceledAt: Date | null;
  endedAt: Date | null;
  collection: string;
  firstFailedAt: Date | null;
  scheduled: {
    at: string;
    seats: number | null;
    interval: "month" | "year" | null;
    plan: PlanKey | null;
  } | null;
  scheduleId: string | null;
  pendingUpdate: { expiresAt: string; seats: number | null } | null;
  itemId: string | null;
};

export type MirrorLine = Omit<LineState, "lookupKey"> & { position: number; feature: string };

export type MirrorInvoice = Omit<InvoiceState, "lines"> & { lines: MirrorLine[] };

export type MirrorRefund = RefundState;

export type MirrorDispute = DisputeState & { reviewDueAt: Date; endDueAt: Date };

/** Everything kept of one customer; the lists are ordered by id. */
export type Mirror = {
  customer: MirrorCustomer;
  subscriptions: MirrorSubscription[];
  invoices: MirrorInvoice[];
  refunds: MirrorRefund[];
  disputes: MirrorDispute[];
};
