import { invoiceIdSchema, invoicePdf } from "@/lib/billing/invoices/invoice-files";
import { accountDownload } from "@/lib/entry/download";

export const GET = accountDownload(
  { name: "billing.download-pdf", permission: "billing:read", entitlement: null, audit: null },
  invoiceIdSchema,
  invoicePdf,
);
