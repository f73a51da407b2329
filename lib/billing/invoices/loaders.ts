import "server-only";
import { cache } from "react";
import { orNotFound } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { type InvoicePage, invoiceLines, listInvoices } from "@/lib/billing/invoices/queries";
import { INVOICE_STATUSES, type InvoiceLineView, type InvoiceView } from "@/lib/billing/invoices/types";
import { orNoSuchPage, type PageOrProblem } from "@/lib/keyset";
import type { TableState } from "@/lib/table";

const INVOICES_A_PAGE = 25;

export type InvoiceList = PageOrProblem<InvoicePage>;

/** The state in the list's address; an unknown status means all. */
export type InvoiceListState = Pick<TableState, "after" | "before" | "filters">;

/** Loads a page of the account's invoices; a missing page is a value, not an exception. Errors: FORBIDDEN. */
export async function loadInvoices(ctx: AccountContext, state: InvoiceListState): Promise<InvoiceList> {
  const { after, before, filters } = state;
  const status = INVOICE_STATUSES.find((known) => known === filters.status) ?? null;
  return orNoSuchPage(listInvoices(ctx, { after, before, limit: INVOICES_A_PAGE, status }));
}

type InvoiceWithLines = { invoice: InvoiceView; lines: InvoiceLineView[]; total: number };

const invoiceOf = cache(async (ctx: AccountContext, id: string): Promise<InvoiceWithLines> => {
  return orNotFound(invoiceLines(ctx, id));
});

/** Loads an invoice with its lines; shows the not-found page for one of another account. */
export async function loadInvoice(ctx: AccountContext, id: string): Promise<InvoiceWithLines> {
  return invoiceOf(ctx, id);
}
