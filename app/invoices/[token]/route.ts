import { linkedInvoicePdf } from "@/lib/billing/invoices/invoice-files";
import { openRoute } from "@/lib/entry/route";

/** The link in a mail: its signature is the permission, and it only reads. */
export const GET = openRoute<{ token: string }>(
  { name: "billing.open-invoice", permission: null, entitlement: null, audit: null },
  async (_request, _info, { token }) => linkedInvoicePdf(token),
);
