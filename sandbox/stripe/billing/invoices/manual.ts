import { invalid, missingParameter } from "../../http/errors";
import { readFlag, readInteger, readText, requireText } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { boundary } from "../maths/periods";
import { loadCustomer } from "../objects/customers";
import { allOf, load } from "../objects/stored";
import type { InvoiceItemWire, InvoiceWire } from "../objects/wires";
import type { InvoiceDraft } from "./compose";
import { HOUR, openDraft, rewriteDraft } from "./keep";
import { addPending, draftOf } from "./pending";

/** An invoice made by hand: empty until items name it. */
export function createInvoice(sandbox: Sandbox, input: Fields): InvoiceWire {
  const draft = manualDraft(sandbox, requireText(input, "customer"), sandbox.clock.now());
  const advances = readFlag(input, "auto_advance") ?? false;
  return openDraft(sandbox, { ...draft, autoAdvance: advances, finalizesAt: advances ? draft.at + HOUR : null });
}

function manualDraft(sandbox: Sandbox, customer: string, at: number): InvoiceDraft {
  return {
    customer: loadCustomer(sandbox, customer),
    subscription: null,
    reason: "manual",
    lines: [],
    currency: loadCustomer(sandbox, customer).currency ?? "usd",
    period: { start: boundary(at, { interval: "month", count: 1 }, -1), end: at },
    at,
    collection: "charge_automatically",
    daysUntilDue: null,
    automaticTax: false,
    autoAdvance: false,
    finalizesAt: null,
    prorationDate: null,
    defaultPaymentMethod: null,
    description: null,
    footer: null,
    customFields: [],
    metadata: {},
  };
}

/** A line by hand, on the draft that it names. */
export function createInvoiceItem(sandbox: Sandbox, input: Fields): InvoiceItemWire {
  const customer = loadCustomer(sandbox, requireText(input, "customer"));
  const invoice = load(sandbox, "invoice", requireText(input, "invoice"), "invoice");
  if (invoice.status !== "draft") {
    throw invalid("You can only add items to a draft invoice.", "invoice", "invoice_not_editable");
  }
  const amount = readInteger(input, "amount");
  if (amount === undefined) throw missingParameter("amount");
  const now = sandbox.clock.now();
  const kept = addPending(
    sandbox,
    customer.id,
    {
      description: readText(input, "description") ?? "",
      amount,
      currency: readText(input, "currency")?.toLowerCase() ?? invoice.currency,
      quantity: 1,
      period: { start: now, end: now },
      price: null,
      subscription: null,
      item: null,
      invoiceItem: null,
      proration: false,
      bills: false,
      credited: null,
      metadata: {},
    },
    invoice.id,
  );
  const lines = allOf(sandbox, "invoiceitem").filter((one) => one.invoice === invoice.id);
  rewriteDraft(sandbox, invoice, {
    ...manualDraft(sandbox, customer.id, invoice.created),
    currency: kept.currency,
    lines: lines.map((one) => draftOf(sandbox, one)).reverse(),
  });
  return load(sandbox, "invoiceitem", kept.invoiceItem ?? "");
}
