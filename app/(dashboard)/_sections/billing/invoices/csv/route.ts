import { allLinesCsv, noInputSchema } from "@/lib/billing/invoices/invoice-files";
import { accountDownload } from "@/lib/entry/download";

export const GET = accountDownload(
  { name: "billing.download-all-lines", permission: "billing:read", entitlement: null, audit: null },
  noInputSchema,
  allLinesCsv,
);
