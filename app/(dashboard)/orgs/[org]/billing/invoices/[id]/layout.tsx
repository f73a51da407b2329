import type { ReactNode } from "react";
import { requireAccount } from "@/lib/access/loaders";
import { loadInvoice } from "@/lib/billing/invoices/loaders";

type LayoutProps = { children: ReactNode; params: Promise<{ org: string; id: string }> };

/** Above the loading page, so that an invoice that is not there is answered with 404. */
export default async function OrganizationInvoiceLayout({ children, params }: LayoutProps) {
  const { org, id } = await params;
  const ctx = await requireAccount(org);
  // A role that reads no billing is told so by the page.
  if (ctx.permissions.has("billing:read")) await loadInvoice(ctx, id);
  return children;
}
