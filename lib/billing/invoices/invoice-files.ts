import "server-only";
import { z } from "zod";
import type { AccountContext } from "@/lib/access/types";
import { CSV_HEADER, csvLine } from "@/lib/billing/invoices/invoice-csv";
import { readInvoiceLink } from "@/lib/billing/invoices/invoice-link";
import {
  type BilledLine,
  type InvoiceDocument,
  invoiceDocument,
  linkedDocument,
  readLines,
} from "@/lib/billing/invoices/queries";
import { fetchInvoicePdf } from "@/lib/billing/stripe/invoice-document";
import { AppError } from "@/lib/errors";
import { STRIPE_ID } from "@/lib/keyset";

export const invoiceIdSchema = z.object({ id: STRIPE_ID });
export const noInputSchema = z.object({});

/** A file name that every file system accepts. */
function fileName(name: string, extension: string): string {
  return `${name.replace(/[^A-Za-z0-9._-]+/g, "-") || "invoice"}.${extension}`;
}

/** Always a download: our pages' policy blocks the browser's own document viewer. */
function file(body: ReadableStream<Uint8Array>, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function pdf({ number, pdfUrl }: InvoiceDocument): Promise<Response> {
  if (pdfUrl === "") throw new AppError("NOT_FOUND", { noun: "document of this invoice" });
  return file(await fetchInvoicePdf(pdfUrl), "application/pdf", fileName(number, "pdf"));
}

/** Streams the provider's PDF of an invoice. Errors: FORBIDDEN, NOT_FOUND, UPSTREAM. */
export async function invoicePdf(ctx: AccountContext, { id }: z.output<typeof invoiceIdSchema>): Promise<Response> {
  return pdf(await invoiceDocument(ctx, id));
}

/** The same for the holder of a link from a mail. Errors: NOT_FOUND for an expired or foreign link, UPSTREAM. */
export async function linkedInvoicePdf(token: string): Promise<Response> {
  const link = readInvoiceLink(token);
  if (!link) throw new AppError("NOT_FOUND", { noun: "invoice link" });
  return pdf(await linkedDocument(link));
}

function csvOf(batches: AsyncGenerator<BilledLine[]>, first: BilledLine[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: BilledLine[] | null = first;
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(CSV_HEADER)),
    async pull(controller) {
      const lines = pending ?? (await batches.next()).value ?? null;
      pending = null;
      if (lines === null) return controller.close();
      controller.enqueue(encoder.encode(lines.map(csvLine).join("")));
    },
    cancel: async () => void (await batches.return(undefined)),
  });
}

async function linesCsv(ctx: AccountContext, id: string | null, name: string): Promise<Response> {
  const batches = readLines(ctx, id);
  // Reads the first batch before sending the first byte, so that a refusal can still set the status.
  const first = await batches.next();
  const lines = first.done ? [] : first.value;
  return file(csvOf(batches, lines), "text/csv; charset=utf-8", fileName(name, "csv"));
}

/** Streams the lines of one invoice as CSV. Errors: FORBIDDEN, NOT_FOUND. */
export async function invoiceCsv(ctx: AccountContext, { id }: z.output<typeof invoiceIdSchema>): Promise<Response> {
  const { number } = await invoiceDocument(ctx, id);
  return linesCsv(ctx, id, `${number || "draft"}-lines`);
}

/** Streams the lines of all the account's invoices as CSV, oldest first. Errors: FORBIDDEN. */
export async function allLinesCsv(ctx: AccountContext): Promise<Response> {
  return linesCsv(ctx, null, `${ctx.account.handle}-invoice-lines`);
}
