import type { Sandbox } from "../../types";
import { change, create, find } from "../objects/stored";
import type { BilledWire, InvoiceWire, LineWire } from "../objects/wires";
import { compose, embedded, type InvoiceDraft } from "./compose";
import type { DraftLine } from "./lines";

/** When a fresh draft is finalized by itself. */
export const HOUR = 3_600;

const keptLines = (invoice: string): string => `lines:${invoice}`;
const keptBill = (item: string): string => `billed:${item}`;

export function linesOf(sandbox: Sandbox, invoice: InvoiceWire): readonly LineWire[] {
  return find(sandbox, "invoice_lines", keptLines(invoice.id))?.lines ?? invoice.lines.data;
}

/** Stores a draft with all its lines. Whoever makes it for a subscription names it there as `latest_invoice`. */
export function openDraft(sandbox: Sandbox, draft: InvoiceDraft): InvoiceWire {
  const id = sandbox.store.id("in");
  const { invoice, lines } = compose(sandbox, id, draft);
  keepLines(sandbox, id, draft.lines, lines);
  return create(sandbox, invoice, "invoice.created");
}

/** Replaces the lines and sums of a draft: something was added to it before it was finalized. */
export function rewriteDraft(sandbox: Sandbox, invoice: InvoiceWire, draft: InvoiceDraft): InvoiceWire {
  const { invoice: next, lines } = compose(sandbox, invoice.id, draft);
  keepLines(sandbox, invoice.id, draft.lines, lines);
  const fields = {
    amount_due: next.amount_due,
    amount_remaining: next.amount_remaining,
    lines: embedded(invoice.id, lines),
    subtotal: next.subtotal,
    subtotal_excluding_tax: next.subtotal,
    total: next.total,
    total_excluding_tax: next.subtotal,
    total_taxes: next.total_taxes,
  };
  return change(sandbox, invoice, fields, "invoice.updated");
}

function keepLines(sandbox: Sandbox, invoice: string, drafts: readonly DraftLine[], lines: readonly LineWire[]): void {
  sandbox.store.put({ id: keptLines(invoice), object: "invoice_lines", lines });
  for (const [index, draft] of drafts.entries()) {
    const pending = draft.invoiceItem === null ? undefined : find(sandbox, "invoiceitem", draft.invoiceItem);
    if (pending) change(sandbox, pending, { invoice });
    rememberBilled(sandbox, draft, { invoice, line: lines[index]?.id ?? "" });
  }
}

/** An item's last debit is what a later credit takes back. */
export function rememberBilled(sandbox: Sandbox, draft: DraftLine, on: { invoice: string; line: string }): void {
  if (!draft.bills || draft.item === null || !draft.price) return;
  const { price, quantity, period } = draft;
  const before = billedOf(sandbox, draft.item);
  const sameLine = before?.line === draft.invoiceItem || before?.line === on.line;
  const previous = sameLine ? (before?.previous ?? null) : before ? { ...before, previous: null } : null;
  const id = keptBill(draft.item);
  const billed: BilledWire = { id, object: "billed_item", price, quantity, period, previous, ...on };
  sandbox.store.put(billed);
}

export function billedOf(sandbox: Sandbox, item: string): BilledWire | undefined {
  const billed = find(sandbox, "billed_item", keptBill(item));
  const voided = billed !== undefined && find(sandbox, "invoice", billed.invoice)?.status === "void";
  return voided ? (billed.previous ?? undefined) : billed;
}
