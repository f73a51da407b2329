import type { SectionLayoutProps } from "@/app/(dashboard)/_sections/section";
import { accountOfRoute } from "@/lib/access/loaders";
import { loadInvoice } from "@/lib/billing/invoices/loaders";

/** Above the loading page, so that an invoice that is not there is answered with 404. */
export default async function InvoiceLayout({ children, params }: SectionLayoutProps<{ id: string }>) {
  const { org, id } = await params;
  const ctx = await accountOfRoute(org);
  // A role that reads no billing is told so by the page.
  if (ctx.permissions.has("billing:read")) await loadInvoice(ctx, id);
  return children;
}
