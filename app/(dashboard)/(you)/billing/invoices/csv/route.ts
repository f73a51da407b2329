import { accountDownload } from "@/lib/actions/download";
import { allLinesCsv, noInputSchema } from "@/lib/invoices/invoice-files";

export const GET = accountDownload(
  { name: "billing.download-all-lines", permission: "billing:read", entitlement: null, audit: null },
  noInputSchema,
  allLinesCsv,
);
