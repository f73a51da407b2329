import { expect, it } from "vitest";
import { type InvoiceWire, readInvoice } from "@/lib/billing/stripe/read-invoice";
import type { LineWire } from "@/lib/billing/stripe/read-invoice-line";

const at = (text: string) => Date.parse(text) / 1000;

function invoice(other: Partial<InvoiceWire> = {}): InvoiceWire {
  return {
    id: "in_1",
    number: "A-0001",
    status: "paid",
    billing_reason: "subscription_cycle",
    collection_method: "charge_automatically",
    currency: "usd",
    subtotal: 9_500,
    total: 11_305,
    total_taxes: [{ amount: 1_500 }, { amount: 305 }],
    amount_due: 11_305,
    amount_paid: 11_305,
    amount_remaining: 0,
    created: at("2026-11-01"),
    due_date: null,
    period_start: at("2026-10-01"),
    period_end: at("2026-11-01"),
    attempt_count: 1,
    next_payment_attempt: null,
    hosted_invoice_url: "https://invoice.stripe.com/i/1",
    invoice_pdf: "https://pay.stripe.com/invoice/1/pdf",
    custom_fields: [{ name: "Purchase order", value: "PO-7" }],
    status_transitions: {
      finalized_at: at("2026-11-01"),
      paid_at: at("2026-11-01"),
      voided_at: null,
      marked_uncollectible_at: null,
    },
    parent: { subscription_details: { subscription: "sub_1" } },
    ...other,
  };
}

const line: LineWire = {
  id: "il_1",
  description: "5 x Team seat",
  amount: 9_500,
  quantity: 5,
  period: { start: at("2026-11-01"), end: at("2026-12-01") },
  pricing: { price_details: { price: "price_1" } },
  parent: { invoice_item_details: null, subscription_item_details: { proration: false } },
};
const context = {
  lines: [line],
  keyOf: (id: string) => (id === "price_1" ? "team_seat_monthly" : null),
  purchaseOrderField: "Purchase order",
  failure: { firstFailedAt: null, actionRequired: false },
};

it("finds the subscription, the tax and the prices in the shapes of today and of before 2025-03-31 [case 17]", () => {
  const today = readInvoice(invoice(), context);
  const { parent: _, total_taxes: __, ...without } = invoice();
  const { pricing: ___, parent: ____, ...bare } = line;
  const then = readInvoice(
    { ...without, subscription: { id: "sub_1" }, tax: 1_805 },
    { ...context, lines: [{ ...bare, price: { id: "price_1", lookup_key: "team_seat_monthly" }, proration: false }] },
  );
  expect(today).toMatchObject({ subscriptionId: "sub_1", tax: 1_805 });
  expect(today.lines[0]).toMatchObject({ lookupKey: "team_seat_monthly", proration: false, quantity: 5 });
  expect(then).toEqual(today);
});

it("has no subscription when neither shape names one", () => {
  expect(readInvoice(invoice({ parent: null }), context).subscriptionId).toBeNull();
});

it("says the period that the lines pay for, not the one that has passed", () => {
  const proration = { ...line, id: "il_2", period: { start: at("2026-10-20"), end: at("2026-11-01") } };
  expect(readInvoice(invoice(), { ...context, lines: [line, proration] })).toMatchObject({
    periodStart: new Date("2026-10-20"),
    periodEnd: new Date("2026-12-01"),
  });
  expect(readInvoice(invoice(), { ...context, lines: [] })).toMatchObject({
    periodStart: new Date("2026-10-01"),
    periodEnd: new Date("2026-11-01"),
  });
});

it("reads prorations of both kinds of line, and lines without a price", () => {
  const item = { invoice_item_details: { proration: true }, subscription_item_details: null };
  const seats = { invoice_item_details: null, subscription_item_details: { proration: true } };
  const lines = [
    { ...line, parent: item, pricing: null },
    { ...line, parent: seats },
  ];
  expect(readInvoice(invoice(), { ...context, lines }).lines).toMatchObject([
    { proration: true, lookupKey: null },
    { proration: true, lookupKey: "team_seat_monthly" },
  ]);
});

it("leaves amounts in minor units of the invoice's currency [case 36]", () => {
  expect(readInvoice(invoice({ currency: "jpy", total: 500 }), context)).toMatchObject({ currency: "jpy", total: 500 });
});

it("reads the purchase order, and a draft that has no number yet", () => {
  expect(readInvoice(invoice(), context).purchaseOrder).toBe("PO-7");
  const draft = invoice({ number: null, status: null, custom_fields: null, hosted_invoice_url: null });
  expect(readInvoice(draft, context)).toMatchObject({ number: "", status: "draft", purchaseOrder: "", hostedUrl: "" });
});
