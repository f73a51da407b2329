import type { DisputeState, RefundState } from "@/lib/billing/stripe/types";
import { instant } from "@/lib/billing/stripe/wire-values";

export type RefundWire = {
  id: string;
  amount: number;
  currency: string;
  status: string | null;
  reason: string | null;
  created: number;
};
export type DisputeWire = {
  id: string;
  amount: number;
  currency: string;
  status: string;
  reason: string;
  created: number;
};

export function readRefund(refund: RefundWire, invoiceId: string | null): RefundState {
  const { id, amount, currency, status, reason, created } = refund;
  return { id, invoiceId, amount, currency, status: status ?? "", reason: reason ?? "", createdAt: instant(created) };
}

export function readDispute({ id, amount, currency, status, reason, created }: DisputeWire): DisputeState {
  return { id, amount, currency, status, reason, createdAt: instant(created) };
}
