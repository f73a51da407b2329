import type { ReactNode } from "react";
import { personalContext } from "@/lib/access/loaders";
import { loadInvoice } from "@/lib/billing/invoices/loaders";

type LayoutProps = { children: ReactNode; params: Promise<{ id: string }> };

/** Above the loading page, so that an invoice that is not there is answered with 404. */
export default async function PersonalInvoiceLayout({ children, params }: LayoutProps) {
  await loadInvoice(await personalContext(), (await params).id);
  return children;
}
