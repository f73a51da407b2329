import { arrayOf, fieldsOf, textOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { allOf, create, find } from "../objects/stored";
import type { InvoiceItemWire } from "../objects/wires";
import { rememberBilled } from "./keep";
import { type DraftLine, pricingOf } from "./lines";

/** Keeps a line for the next invoice: a proration, or what was added by hand. */
export function addPending(
  sandbox: Sandbox,
  customer: string,
  line: DraftLine,
  invoice: string | null = null,
): DraftLine {
  const { amount, currency, quantity, period, subscription, item, credited } = line;
  const wire: InvoiceItemWire = {
    id: sandbox.store.id("ii"),
    object: "invoiceitem",
    amount,
    currency,
    customer,
    customer_account: null,
    date: sandbox.clock.now(),
    description: line.description,
    discountable: !line.proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: line.metadata,
    net_amount: amount,
    parent: subscription
      ? {
          subscription_details: { subscription, ...(item === null ? {} : { subscription_item: item }) },
          type: "subscription_details",
        }
      : null,
    period,
    pricing: pricingOf(line.price, amount, quantity),
    proration: line.proration,
    proration_details: { credited_items: credited && creditedItems(credited), discount_amounts: [] },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: null,
  };
  create(sandbox, wire, "invoiceitem.created");
  rememberBilled(sandbox, line, { invoice: "", line: wire.id });
  return { ...line, invoiceItem: wire.id };
}

function creditedItems({ invoice, line }: { invoice: string; line: string }): Fields {
  return invoice === ""
    ? { invoice_item: line, type: "invoice_item" }
    : { invoice_line_item_details: { invoice, invoice_line_items: [line] }, type: "invoice_line_items" };
}

/** What waits for the next invoice of a subscription, oldest first; without one, what waits for the customer's next. */
export function pendingLines(sandbox: Sandbox, customer: string, subscription: string | null): DraftLine[] {
  return allOf(sandbox, "invoiceitem")
    .filter((one) => one.customer === customer && one.invoice === null)
    .filter((one) => subscription === null || (subscriptionOf(one) ?? subscription) === subscription)
    .map((one) => draftOf(sandbox, one))
    .reverse();
}

function subscriptionOf(item: InvoiceItemWire): string | undefined {
  return textOf(fieldsOf(fieldsOf(item.parent).subscription_details).subscription);
}

export function draftOf(sandbox: Sandbox, wire: InvoiceItemWire): DraftLine {
  const details = fieldsOf(fieldsOf(wire.parent).subscription_details);
  const priceId = textOf(fieldsOf(fieldsOf(wire.pricing).price_details).price);
  const credited = fieldsOf(fieldsOf(wire.proration_details).credited_items);
  const lines = fieldsOf(credited.invoice_line_item_details);
  const invoice = textOf(lines.invoice);
  return {
    description: wire.description ?? "",
    amount: wire.amount,
    currency: wire.currency,
    quantity: wire.quantity,
    period: wire.period,
    price: (priceId === undefined ? undefined : find(sandbox, "price", priceId)) ?? null,
    subscription: subscriptionOf(wire) ?? null,
    item: textOf(details.subscription_item) ?? null,
    invoiceItem: wire.id,
    proration: wire.proration,
    bills: wire.proration && wire.amount >= 0,
    credited: invoice === undefined ? null : { invoice, line: textOf(arrayOf(lines.invoice_line_items)[0]) ?? "" },
    metadata: wire.metadata,
  };
}
