import { linesOf } from "../../billing/invoices/keep";
import type { InvoiceWire } from "../../billing/objects/wires";
import { fieldsOf, numberOf } from "../../http/fields";
import type { Fields, Sandbox, Wire } from "../../types";
import { countryName, day, days, money } from "../html/format";
import { amountOf, rowsOf, wordsOf } from "../html/read";

/** What an invoice says to a reader, in words: the page and the PDF show the same. */
export type InvoiceDocument = {
  title: string;
  status: string;
  facts: readonly (readonly [label: string, value: string])[];
  from: readonly string[];
  to: readonly string[];
  lines: readonly { description: string; period: string; quantity: string; unit: string; amount: string }[];
  sums: readonly (readonly [label: string, amount: string])[];
  total: readonly [label: string, amount: string];
  memo: string;
  footer: string;
};

const STATUS: Readonly<Record<string, string>> = {
  draft: "Draft",
  open: "Open",
  paid: "Paid",
  uncollectible: "Uncollectible",
  void: "Void",
};

function addressLines(address: Fields): string[] {
  const place = [wordsOf(address.postal_code), wordsOf(address.city), wordsOf(address.state)].filter(
    (part) => part !== "",
  );
  return [
    wordsOf(address.line1),
    wordsOf(address.line2),
    place.join(" "),
    countryName(wordsOf(address.country)),
  ].filter((line) => line !== "");
}

function unitAmount(sandbox: Sandbox, line: Fields, currency: string): string {
  const details = fieldsOf(fieldsOf(line.pricing).price_details);
  const price = sandbox.store.get("price", wordsOf(details.price));
  const parent = fieldsOf(fieldsOf(line.parent).subscription_item_details);
  const unit = numberOf(price?.unit_amount);
  return parent.proration === true || unit === undefined ? "" : money(unit, currency);
}

function paidAt(invoice: Wire): number | undefined {
  return numberOf(fieldsOf(invoice.status_transitions).paid_at);
}

function factsOf(invoice: Wire): InvoiceDocument["facts"] {
  const due = numberOf(invoice.due_date);
  const paid = paidAt(invoice);
  const custom = rowsOf(invoice.custom_fields);
  return [
    ["Invoice number", wordsOf(invoice.number) || "Draft"],
    ["Date of issue", day(numberOf(invoice.effective_at) ?? amountOf(invoice.created))],
    ...(due === undefined ? [] : [["Date due", day(due)] as const]),
    ...(paid === undefined ? [] : [["Date paid", day(paid)] as const]),
    ...custom.map((field) => [wordsOf(field.name), wordsOf(field.value)] as const),
  ];
}

function sumsOf(invoice: Wire, currency: string): InvoiceDocument["sums"] {
  const applied = amountOf(invoice.amount_due) - amountOf(invoice.total);
  const taxes = rowsOf(invoice.total_taxes);
  const discount = rowsOf(invoice.total_discount_amounts).reduce((sum, row) => sum + amountOf(row.amount), 0);
  return [
    ["Subtotal", money(amountOf(invoice.subtotal), currency)],
    ...(discount === 0 ? [] : [["Discount", money(-discount, currency)] as const]),
    ...taxes.map((tax) => ["Tax", money(amountOf(tax.amount), currency)] as const),
    ["Total", money(amountOf(invoice.total), currency)],
    ...(applied === 0 ? [] : [["Customer balance", money(applied, currency)] as const]),
    ...(amountOf(invoice.amount_paid) === 0
      ? []
      : [["Amount paid", money(amountOf(invoice.amount_paid), currency)] as const]),
  ];
}

export function describeInvoice(sandbox: Sandbox, invoice: InvoiceWire): InvoiceDocument {
  const currency = wordsOf(invoice.currency);
  const status = wordsOf(invoice.status);
  const open = status === "open" || status === "uncollectible" || status === "draft";
  const taxIds = rowsOf(invoice.customer_tax_ids).map((tax) => `Tax ID ${wordsOf(tax.value)}`);
  return {
    title: `Invoice ${wordsOf(invoice.number) || "(draft)"}`,
    status: STATUS[status] ?? status,
    facts: factsOf(invoice),
    from: [wordsOf(invoice.account_name) || "Stripe sandbox", countryName(wordsOf(invoice.account_country))],
    to: [
      wordsOf(invoice.customer_name),
      ...addressLines(fieldsOf(invoice.customer_address)),
      wordsOf(invoice.customer_email),
      ...taxIds,
    ].filter((line) => line !== ""),
    lines: linesOf(sandbox, invoice).map((line) => {
      const period = fieldsOf(line.period);
      return {
        description: wordsOf(line.description),
        period: days(amountOf(period.start), amountOf(period.end)),
        quantity: wordsOf(line.quantity),
        unit: unitAmount(sandbox, line, currency),
        amount: money(amountOf(line.amount), currency),
      };
    }),
    sums: sumsOf(invoice, currency),
    total: open
      ? ["Amount due", money(amountOf(invoice.amount_remaining), currency)]
      : status === "void"
        ? ["Void", money(0, currency)]
        : ["Amount due", money(amountOf(invoice.amount_remaining), currency)],
    memo: wordsOf(invoice.description),
    footer: wordsOf(invoice.footer),
  };
}
