import type { Fields, Sandbox } from "../../types";
import type { Period } from "../maths/periods";
import { type TaxRule, taxOn } from "../money/tax";
import { amountOf, productName } from "../objects/prices";
import type { ItemWire, LineWire, PriceWire } from "../objects/wires";

/** A line before it is on an invoice. */
export type DraftLine = {
  description: string;
  amount: number;
  currency: string;
  quantity: number;
  period: Period;
  price: PriceWire | null;
  subscription: string | null;
  item: string | null;
  invoiceItem: string | null;
  proration: boolean;
  /** Whether it bills the item's time, so that a later credit takes it back. */
  bills: boolean;
  /** What a credit takes back. */
  credited: { invoice: string; line: string } | null;
  metadata: Record<string, string>;
};

const money = (amount: number, currency: string): string => {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};

const day = (at: number): string =>
  new Date(at * 1000).toLocaleDateString("en-GB", { day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" });

function counted(sandbox: Sandbox, price: PriceWire, quantity: number): string {
  const name = productName(sandbox, price);
  return quantity === 1 ? name : `${quantity} × ${name}`;
}

function ofItem(item: ItemWire, price: PriceWire, quantity: number, period: Period) {
  return {
    currency: price.currency,
    quantity,
    period,
    price,
    subscription: item.subscription,
    item: item.id,
    invoiceItem: null,
    credited: null,
    metadata: item.metadata,
  };
}

/** A whole period of an item. */
export function regularLine(sandbox: Sandbox, item: ItemWire, period: Period): DraftLine {
  const { price, quantity } = item;
  const each = `${money(price.unit_amount ?? 0, price.currency)} / ${price.recurring?.interval ?? "once"}`;
  return {
    ...ofItem(item, price, quantity, period),
    description: `${quantity} × ${productName(sandbox, price)} (at ${each})`,
    amount: amountOf(price, quantity),
    proration: false,
    bills: true,
  };
}

export function trialLine(sandbox: Sandbox, item: ItemWire, period: Period): DraftLine {
  return {
    ...ofItem(item, item.price, item.quantity, period),
    description: `Trial period for ${productName(sandbox, item.price)}`,
    amount: 0,
    proration: false,
    bills: false,
  };
}

/** Part of a period: `unused` is a credit of what was billed, `remaining` the debit of what replaces it. */
export function prorationLine(
  sandbox: Sandbox,
  kind: "unused" | "remaining",
  item: ItemWire,
  of: { price: PriceWire; quantity: number },
  amount: number,
  period: Period,
  credited: DraftLine["credited"] = null,
): DraftLine {
  const time = kind === "unused" ? "Unused time on" : "Remaining time on";
  return {
    ...ofItem(item, of.price, of.quantity, period),
    description: `${time} ${counted(sandbox, of.price, of.quantity)} after ${day(period.start)}`,
    amount,
    proration: true,
    bills: kind === "remaining",
    credited,
  };
}

function parentOf(line: DraftLine): Fields {
  const details = {
    invoice_item: line.invoiceItem,
    proration: line.proration,
    proration_details: line.credited?.invoice
      ? { credited_items: { invoice: line.credited.invoice, invoice_line_items: [line.credited.line] } }
      : { credited_items: null },
    subscription: line.subscription,
  };
  return line.item === null
    ? { invoice_item_details: details, subscription_item_details: null, type: "invoice_item_details" }
    : {
        invoice_item_details: null,
        subscription_item_details: { ...details, subscription_item: line.item },
        type: "subscription_item_details",
      };
}

export function pricingOf(price: PriceWire | null, amount: number, quantity: number): Fields | null {
  if (price) {
    return {
      price_details: { price: price.id, product: price.product },
      type: "price_details",
      unit_amount_decimal: price.unit_amount_decimal,
    };
  }
  return { type: "price_details", unit_amount_decimal: String(quantity === 0 ? amount : amount / quantity) };
}

export function lineWire(id: string, invoice: string, line: DraftLine, rule: TaxRule | null): LineWire {
  return {
    id,
    object: "line_item",
    amount: line.amount,
    currency: line.currency,
    description: line.description,
    discount_amounts: [],
    discountable: !line.proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: line.metadata,
    parent: parentOf(line),
    period: line.period,
    pretax_credit_amounts: [],
    pricing: pricingOf(line.price, line.amount, line.quantity),
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: line.subscription,
    subtotal: line.amount,
    taxes: rule === null || rule === "requires_location_inputs" ? [] : [taxOn(line.amount, rule)],
  };
}
