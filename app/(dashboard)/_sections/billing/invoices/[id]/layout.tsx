import type { SectionLayoutProps } from "@/app/(dashboard)/_sections/section";
import { accountOfRoute } from "@/lib/access/loaders";
import { loadInvoice } from "@/lib/billing/invoices/loaders";

/** Stands above the loading state, so that a missing invoice is answered with 404. */
export default async function InvoiceLayout({ children, params }: SectionLayoutProps<{ id: string }>) {
  const { org, id } = await params;
  const ctx = await accountOfRoute(org);
  // The page itself refuses a role that may not read billing.
  if (ctx.permissions.has("billing:read")) await loadInvoice(ctx, id);
  return children;
}
