import { isPayable } from "@/lib/billing/stripe/payable";
import type { InvoiceState } from "@/lib/billing/stripe/types";
import { instantOrNull } from "@/lib/billing/stripe/wire-values";

export type FailureFacts = Pick<InvoiceState, "firstFailedAt" | "actionRequired">;

export type ChargeWire = { created: number; status: string; paid: boolean };
export type IntentWire = { status: string; created: number; last_payment_error: { code?: string | null } | null };
export type AttemptedInvoice = {
  status: string | null;
  collection_method: string;
  attempt_count: number;
  due_date: number | null;
  status_transitions: { finalized_at: number | null; paid_at: number | null; voided_at: number | null };
};

const WAITS_FOR_THE_BANK = ["requires_action", "requires_confirmation"];

/**
 * When collecting an invoice first failed, from Stripe's dates alone, so that every sync finds the same instant. A
 * failed charge stays a failure after a later success: callers must check whether money is still owed.
 */
export function failureOf(
  invoice: AttemptedInvoice,
  charges: readonly ChargeWire[],
  intents: readonly IntentWire[],
  nowSeconds: number,
): FailureFacts {
  const actionRequired = isPayable(invoice.status) && intents.some(waitsForTheBank);
  const seconds =
    invoice.collection_method === "send_invoice"
      ? overdueSince(invoice, nowSeconds)
      : firstFailure(invoice, charges, intents);
  return { firstFailedAt: instantOrNull(seconds), actionRequired };
}

function waitsForTheBank({ status, last_payment_error }: IntentWire): boolean {
  return WAITS_FOR_THE_BANK.includes(status) || last_payment_error?.code === "authentication_required";
}

/** An invoice sent for payment fails when its due date passes unpaid. */
function overdueSince({ due_date, status_transitions }: AttemptedInvoice, nowSeconds: number): number | null {
  if (due_date === null || status_transitions.finalized_at === null) return null;
  const settled = status_transitions.paid_at ?? status_transitions.voided_at ?? nowSeconds;
  return due_date < settled ? due_date : null;
}

/** Without any charge (no card, or the bank asks first) the only attempt was at finalization. */
function firstFailure(
  invoice: AttemptedInvoice,
  charges: readonly ChargeWire[],
  intents: readonly IntentWire[],
): number | null {
  const failed = charges.filter(({ status }) => status === "failed").map(({ created }) => created);
  if (failed.length > 0) return Math.min(...failed);
  const owed = isPayable(invoice.status);
  const underWay = charges.some(({ status }) => status === "pending") || intents.some(isProcessing);
  if (!owed || underWay || invoice.attempt_count === 0) return null;
  return invoice.status_transitions.finalized_at;
}

function isProcessing({ status }: IntentWire): boolean {
  return status === "processing";
}
