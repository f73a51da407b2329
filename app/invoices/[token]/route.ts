import { openRoute } from "@/lib/actions/route";
import { linkedInvoicePdf } from "@/lib/invoices/invoice-files";

/** The link in a mail: its signature is the permission, and it only reads. */
export const GET = openRoute<{ token: string }>(
  { name: "billing.open-invoice", permission: null, entitlement: null, audit: null },
  async (_request, _info, { token }) => linkedInvoicePdf(token),
);
