import { accountDownload } from "@/lib/actions/download";
import { invoiceIdSchema, invoicePdf } from "@/lib/invoices/invoice-files";

export const GET = accountDownload(
  { name: "billing.download-pdf", permission: "billing:read", entitlement: null, audit: null },
  invoiceIdSchema,
  invoicePdf,
);
