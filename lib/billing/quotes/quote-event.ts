import type { AuditChange, AuditEntry } from "@/lib/audit/types";
import type { ClaimedQuote } from "@/lib/billing/quotes/claim-quote";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import type { AppliedQuote, QuoteKind } from "@/lib/billing/subscriptions/types";

const EVENTS = {
  checkout: { action: "billing.checkout_opened" },
  change_seats: { action: "billing.seats_changed" },
  change_interval: { action: "billing.interval_changed" },
  cancel: { action: "billing.cancel_scheduled" },
  resume: { action: "billing.cancel_withdrawn" },
  end_trial: { action: "billing.trial_ended_early" },
  undo_schedule: { action: "billing.schedule_withdrawn" },
} as const satisfies Record<QuoteKind, Pick<AuditEntry, "action">>;

/** What the account's log says of a quote that was carried out: who agreed to what, and what it cost (INV-B3). */
export function appliedEntry(
  { id, input, shown }: ClaimedQuote,
  { subscription, account }: BillingStanding,
  { outcome, charged, currency }: AppliedQuote,
  { invoiceId, checkoutId }: { invoiceId: string | null; checkoutId: string | null },
): AuditEntry {
  const target = checkoutId
    ? ({ type: "checkout", id: checkoutId, name: account.handle } as const)
    : ({ type: "subscription", id: subscription?.id ?? "", name: account.handle } as const);
  return {
    ...EVENTS[input.kind],
    targets: [target],
    changes: changesOf(input, subscription),
    metadata: { quote: id, outcome, quoted: shown.dueNow, charged, currency, invoice: invoiceId },
  };
}

function changesOf(input: ClaimedQuote["input"], running: BillingStanding["subscription"]): AuditChange[] {
  switch (input.kind) {
    case "checkout":
      return [
        { path: "plan", before: null, after: input.plan },
        { path: "interval", before: null, after: input.interval },
        { path: "seats", before: null, after: input.seats },
      ];
    case "change_seats":
      return [{ path: "seats", before: running?.seats ?? null, after: input.seats }];
    case "change_interval":
      return [{ path: "interval", before: running?.interval ?? null, after: input.interval }];
    case "cancel":
      return [{ path: "cancelAt", before: null, after: running?.periodEnd?.toISOString() ?? null }];
    case "resume":
      return [{ path: "cancelAt", before: running?.cancelAt?.toISOString() ?? null, after: null }];
    case "end_trial":
      return [{ path: "status", before: running?.status ?? null, after: "active" }];
    case "undo_schedule":
      return [{ path: "scheduled", before: running?.scheduled?.at ?? null, after: null }];
  }
}
