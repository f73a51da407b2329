import { arrayOf, fieldsOf, numberOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import type { Period } from "../maths/periods";
import { taxRuleFor } from "../money/tax";
import type { CustomerWire, InvoiceWire, LineWire, SubscriptionWire } from "../objects/wires";
import { type DraftLine, lineWire } from "./lines";

/** All that decides an invoice: the preview of a change and the change itself compose the same. */
export type InvoiceDraft = {
  customer: CustomerWire;
  subscription: SubscriptionWire | null;
  reason: string;
  lines: readonly DraftLine[];
  currency: string;
  period: Period;
  at: number;
  collection: string;
  daysUntilDue: number | null;
  automaticTax: boolean;
  autoAdvance: boolean;
  finalizesAt: number | null;
  prorationDate: number | null;
  defaultPaymentMethod: string | null;
  description: string | null;
  footer: string | null;
  customFields: unknown;
  metadata: Record<string, string>;
};

const MOST_EMBEDDED = 10;

/** In the minor units of any currency: less than this no card is charged for. */
const SMALLEST_CHARGE = 50;

/** What is due of `total` once the customer's balance is applied, and what the balance is then. */
export function settle(total: number, balance: number): { due: number; ending: number } {
  if (total === 0) return { due: 0, ending: balance };
  const owed = Math.max(0, total + balance);
  const due = owed < SMALLEST_CHARGE ? 0 : owed;
  return { due, ending: total + balance - due };
}

export function embedded(invoice: string, lines: readonly LineWire[]): InvoiceWire["lines"] {
  return {
    object: "list",
    data: lines.slice(0, MOST_EMBEDDED),
    has_more: lines.length > MOST_EMBEDDED,
    url: `/v1/invoices/${invoice}/lines`,
  };
}

function totalTaxes(lines: readonly LineWire[]): Fields[] {
  const byRate = new Map<string, Fields & { amount: number; taxable_amount: number }>();
  for (const tax of lines.flatMap((line) => arrayOf(line.taxes)).map(fieldsOf)) {
    const key = JSON.stringify([tax.tax_rate_details, tax.taxability_reason]);
    const sum = byRate.get(key);
    byRate.set(key, {
      ...tax,
      amount: (sum?.amount ?? 0) + (numberOf(tax.amount) ?? 0),
      taxable_amount: (sum?.taxable_amount ?? 0) + (numberOf(tax.taxable_amount) ?? 0),
    });
  }
  return [...byRate.values()];
}

function sumOf(rows: readonly Fields[]): number {
  return rows.reduce((sum, row) => sum + (numberOf(row.amount) ?? 0), 0);
}

function parentOf({ subscription, prorationDate }: InvoiceDraft): Fields | null {
  if (!subscription) return null;
  const details = { metadata: subscription.metadata, subscription: subscription.id };
  return {
    quote_details: null,
    subscription_details: prorationDate === null ? details : { ...details, subscription_proration_date: prorationDate },
    type: "subscription_details",
  };
}

function customFields(draft: InvoiceDraft): unknown {
  const own = arrayOf(draft.customFields);
  const ofSubscription = arrayOf(fieldsOf(draft.subscription?.invoice_settings).custom_fields);
  const found = [own, ofSubscription, arrayOf(draft.customer.invoice_settings.custom_fields)].find(
    (one) => one.length > 0,
  );
  return found ?? null;
}

/** The invoice as a draft, with every line; nothing is stored. */
export function compose(
  sandbox: Sandbox,
  id: string,
  draft: InvoiceDraft,
): { invoice: InvoiceWire; lines: LineWire[] } {
  const { customer } = draft;
  const rule = draft.automaticTax ? taxRuleFor(sandbox, customer) : null;
  const lines = draft.lines.map((line) => lineWire(sandbox.store.id("il"), id, line, rule));
  const subtotal = sumOf(lines);
  const taxes = totalTaxes(lines);
  const total = subtotal + sumOf(taxes);
  const { due } = settle(total, customer.balance);
  const located = rule !== "requires_location_inputs";
  const taxIds = sandbox.store.all("tax_id").filter((one) => one.customer === customer.id);
  const invoice: InvoiceWire = {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Packhouse",
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_paid_off_stripe: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: draft.autoAdvance,
    automatic_tax: {
      disabled_reason: null,
      enabled: draft.automaticTax,
      liability: draft.automaticTax ? { type: "self" } : null,
      provider: draft.automaticTax ? "stripe" : null,
      status: draft.automaticTax ? (located ? "complete" : "requires_location_inputs") : null,
    },
    automatically_finalizes_at: draft.finalizesAt,
    billing_reason: draft.reason,
    collection_method: draft.collection,
    created: draft.at,
    currency: draft.currency,
    custom_fields: customFields(draft),
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt ?? "none",
    customer_tax_ids: taxIds.map(({ type, value }) => ({ type, value })),
    default_payment_method: draft.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: draft.description,
    discounts: [],
    due_date: draft.collection === "send_invoice" ? draft.at + (draft.daysUntilDue ?? 30) * 86_400 : null,
    effective_at: null,
    ending_balance: null,
    footer: draft.footer ?? customer.invoice_settings.footer ?? null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: embedded(id, lines),
    livemode: false,
    metadata: draft.metadata,
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: parentOf(draft),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: draft.period.end,
    period_start: draft.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: subtotal,
    total_pretax_credit_amounts: [],
    total_taxes: taxes,
    webhooks_delivered_at: null,
  };
  return { invoice, lines };
}
