import type { AuditChange } from "@/lib/audit/types";
import type { CustomerState } from "@/lib/billing/stripe/types";
import type { CustomerCopy } from "@/lib/billing/sync/customer-copy";
import { type ReductionContext, reduceCustomer } from "@/lib/billing/sync/reduce-customer";
import { day } from "@/lib/billing/sync/stripe-history.fixture";
import type { BillingTransition } from "@/lib/billing/sync/transitions";

/** The copy before the first sync. */
export const EMPTY_COPY: CustomerCopy = {
  customer: {
    unlinkedAt: null,
    name: "",
    email: "",
    address: null,
    taxIds: [],
    purchaseOrder: "",
    card: null,
    balance: 0,
    parked: "",
  },
  subscriptions: [],
  invoices: [],
  refunds: [],
  disputes: [],
};

export const context: ReductionContext = { now: day(100), accountKind: "organization", terms: [] };
const MOVING: ReadonlySet<string> = new Set(["subscription_changed", "customer_changed", "parked", "action_required"]);

export type Told = { copy: CustomerCopy; facts: string[]; paths: Map<string, AuditChange[]> };

export function nothing(): Told {
  return { copy: EMPTY_COPY, facts: [], paths: new Map() };
}

/** A line for a fact that two runs must tell word for word. */
function wordsOf(change: BillingTransition): string {
  const row =
    ("invoice" in change && change.invoice.id) ||
    ("refund" in change && change.refund.id) ||
    ("dispute" in change && change.dispute.id) ||
    ("subscription" in change && change.subscription.id);
  const dated = change.kind === "dispute_closed" || change.kind === "refund_failed" ? "" : change.at.toISOString();
  return `${change.kind} ${row} ${dated}`;
}

/** Reduces one more state, and keeps the transitions. */
export function sync(told: Told, state: CustomerState, at = context): Told {
  const { next, changes } = reduceCustomer(told.copy, state, at);
  for (const change of changes) {
    if (!MOVING.has(change.kind)) told.facts.push(wordsOf(change));
    if (change.kind !== "subscription_changed" && change.kind !== "customer_changed") continue;
    for (const one of change.changes) {
      const key = `${change.kind === "subscription_changed" ? change.after.id : "customer"} ${one.path}`;
      told.paths.set(key, [...(told.paths.get(key) ?? []), one]);
    }
  }
  return { ...told, copy: next };
}

/** The end of each path. Throws when an entry does not begin where the previous one ended. */
export function ends({ paths }: Told): Record<string, unknown> {
  const reached: Record<string, unknown> = {};
  for (const [key, entries] of paths) {
    let value: unknown = null;
    for (const { before, after } of entries) {
      if (before !== value) throw new Error(`${key}: ${String(before)} follows ${String(value)}`);
      value = after;
    }
    if (value !== null) reached[key] = value;
  }
  return reached;
}
