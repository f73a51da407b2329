import { invoiceCsv, invoiceIdSchema } from "@/lib/billing/invoices/invoice-files";
import { accountDownload } from "@/lib/entry/download";

export const GET = accountDownload(
  { name: "billing.download-lines", permission: "billing:read", entitlement: null, audit: null },
  invoiceIdSchema,
  invoiceCsv,
);
