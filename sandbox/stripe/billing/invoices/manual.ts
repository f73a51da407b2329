import { invalid, missingParameter } from "../../http/errors";
import { readArray, readFields, readFlag, readInteger, readOneOf, readText, requireText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import { boundary, type Period } from "../maths/periods";
import { loadCustomer, readMethod } from "../objects/customers";
import { productName, readPrice, readQuantity } from "../objects/prices";
import { allOf, change, load } from "../objects/stored";
import type { InvoiceItemWire, InvoiceWire, SubscriptionWire } from "../objects/wires";
import type { InvoiceDraft } from "./compose";
import { HOUR, openDraft, rewriteDraft } from "./keep";
import type { DraftLine } from "./lines";
import { addPending, draftOf, pendingLines } from "./pending";

/** An invoice made by hand, for a contract: it takes what waits for the customer, or stays empty until items name it. */
export function createInvoice(sandbox: Sandbox, input: Fields): InvoiceWire {
  const customer = loadCustomer(sandbox, requireText(input, "customer"));
  const subscriptionId = readText(input, "subscription");
  const subscription = subscriptionId ? load(sandbox, "subscription", subscriptionId, "subscription") : null;
  const collection = readOneOf(input, "collection_method", ["charge_automatically", "send_invoice"]);
  const days = readInteger(input, "days_until_due") ?? null;
  if (collection === "send_invoice" && days === null && input.due_date === undefined) {
    throw invalid(
      "If invoice collection method is `send_invoice`, you must specify `due_date` or `days_until_due`.",
      "days_until_due",
    );
  }
  const takes = (readOneOf(input, "pending_invoice_items_behavior", ["exclude", "include"]) ?? "exclude") === "include";
  const lines = takes || subscription ? pendingLines(sandbox, customer.id, subscription?.id ?? null) : [];
  if (subscription && lines.length === 0) {
    throw invalid("Nothing to invoice for subscription", "subscription", "invoice_no_subscription_line_items");
  }
  const now = sandbox.clock.now();
  const advances = readFlag(input, "auto_advance") ?? false;
  const draft = openDraft(sandbox, {
    ...manualDraft(sandbox, customer.id, subscription, input, now),
    collection: collection ?? "charge_automatically",
    daysUntilDue: days,
    autoAdvance: advances,
    finalizesAt: advances ? now + HOUR : null,
    lines,
  });
  const due = readInteger(input, "due_date");
  return due === undefined ? draft : change(sandbox, draft, { due_date: due });
}

function manualDraft(
  sandbox: Sandbox,
  customer: string,
  subscription: SubscriptionWire | null,
  input: Fields,
  at: number,
): InvoiceDraft {
  const method = readText(input, "default_payment_method");
  const tax = readFields(input, "automatic_tax");
  return {
    customer: loadCustomer(sandbox, customer),
    subscription,
    reason: "manual",
    lines: [],
    currency: readText(input, "currency") ?? loadCustomer(sandbox, customer).currency ?? "usd",
    period: { start: boundary(at, { interval: "month", count: 1 }, -1), end: at },
    at,
    collection: "charge_automatically",
    daysUntilDue: null,
    automaticTax: (tax && readFlag(tax, "enabled")) ?? false,
    autoAdvance: false,
    finalizesAt: null,
    prorationDate: null,
    defaultPaymentMethod: method ? readMethod(sandbox, customer, method, "default_payment_method").id : null,
    description: readText(input, "description") || null,
    footer: readText(input, "footer") || null,
    customFields: readArray(input, "custom_fields") ?? [],
    metadata: mergeMetadata({}, input),
  };
}

/** The fields that a draft may still change; of a finalized invoice only what says nothing about money. */
export function updateInvoice(sandbox: Sandbox, invoice: InvoiceWire, input: Fields): InvoiceWire {
  const free = ["metadata", "default_payment_method", "auto_advance"];
  const fixed = Object.keys(input).find((name) => !free.includes(name));
  if (invoice.status !== "draft" && fixed !== undefined) {
    throw invalid(`Finalized invoices can't be updated in this way: ${fixed}.`, fixed, "invoice_not_editable");
  }
  const method = readText(input, "default_payment_method");
  const custom = readArray(input, "custom_fields");
  const advances = readFlag(input, "auto_advance");
  return change(
    sandbox,
    invoice,
    {
      metadata: mergeMetadata(invoice.metadata, input),
      ...(method === undefined
        ? {}
        : {
            default_payment_method:
              method === "" ? null : readMethod(sandbox, invoice.customer, method, "default_payment_method").id,
          }),
      ...(input.description === undefined ? {} : { description: readText(input, "description") || null }),
      ...(input.footer === undefined ? {} : { footer: readText(input, "footer") || null }),
      ...(input.due_date === undefined ? {} : { due_date: readInteger(input, "due_date") ?? null }),
      ...(custom === undefined ? {} : { custom_fields: custom.length === 0 ? null : custom }),
      ...(advances === undefined
        ? {}
        : {
            auto_advance: advances,
            automatically_finalizes_at: advances && invoice.status === "draft" ? sandbox.clock.now() + HOUR : null,
          }),
    },
    "invoice.updated",
  );
}

/** A line by hand: it waits for the customer's next invoice, or goes onto the draft it names. */
export function createInvoiceItem(sandbox: Sandbox, input: Fields): InvoiceItemWire {
  const customer = loadCustomer(sandbox, requireText(input, "customer"));
  const invoiceId = readText(input, "invoice");
  const invoice = invoiceId ? load(sandbox, "invoice", invoiceId, "invoice") : undefined;
  if (invoice && invoice.status !== "draft") {
    throw invalid("You can only add items to a draft invoice.", "invoice", "invoice_not_editable");
  }
  const price =
    readPrice(sandbox, { price: readFields(input, "pricing")?.price, price_data: input.price_data }, "pricing") ?? null;
  const quantity = readQuantity(input, "invoiceitem") ?? 1;
  const amount = readInteger(input, "amount") ?? (price ? (price.unit_amount ?? 0) * quantity : undefined);
  if (amount === undefined) throw missingParameter("amount");
  const now = sandbox.clock.now();
  const subscription = readText(input, "subscription") || null;
  const kept = addPending(
    sandbox,
    customer.id,
    {
      description: readText(input, "description") ?? (price ? productName(sandbox, price) : ""),
      amount,
      currency:
        price?.currency ??
        readText(input, "currency")?.toLowerCase() ??
        invoice?.currency ??
        customer.currency ??
        "usd",
      quantity,
      period: readPeriod(input, now),
      price,
      subscription,
      item: null,
      invoiceItem: null,
      proration: false,
      bills: false,
      credited: null,
      metadata: mergeMetadata({}, input),
    },
    invoice?.id ?? null,
  );
  if (invoice) rewrite(sandbox, invoice, kept);
  return load(sandbox, "invoiceitem", kept.invoiceItem ?? "");
}

function readPeriod(input: Fields, now: number): Period {
  const period = readFields(input, "period") ?? {};
  const start = readInteger(period, "start") ?? now;
  const end = readInteger(period, "end") ?? now;
  if (end < start) throw invalid("The period's end must not be before its start.", "period[end]");
  return { start, end };
}

function rewrite(sandbox: Sandbox, invoice: InvoiceWire, line: DraftLine): void {
  const lines = allOf(sandbox, "invoiceitem").filter((one) => one.invoice === invoice.id);
  if (line.currency !== invoice.currency && lines.length > 1) {
    throw invalid(`The currency of the invoice is ${invoice.currency}.`, "currency");
  }
  rewriteDraft(sandbox, invoice, {
    ...manualDraft(sandbox, invoice.customer, null, {}, invoice.created),
    automaticTax: invoice.automatic_tax.enabled,
    currency: line.currency,
    lines: lines.map((one) => draftOf(sandbox, one)).reverse(),
  });
}
