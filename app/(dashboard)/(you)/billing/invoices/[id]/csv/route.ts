import { accountDownload } from "@/lib/actions/download";
import { invoiceCsv, invoiceIdSchema } from "@/lib/invoices/invoice-files";

export const GET = accountDownload(
  { name: "billing.download-lines", permission: "billing:read", entitlement: null, audit: null },
  invoiceIdSchema,
  invoiceCsv,
);
