import { type SectionProps, titled } from "@/app/(dashboard)/_sections/section";
import { InvoiceDetail } from "@/components/billing/invoice-detail";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { accountOfRoute } from "@/lib/access/loaders";
import { loadInvoice } from "@/lib/billing/invoices/loaders";
import { deniedTo } from "@/lib/entitlements/loaders";
import { accountPaths } from "@/lib/paths";

export const generateMetadata = titled(({ name }) => ({ you: "Your invoice", organization: `Invoice of ${name}` }));

/** One invoice, for roles that may read billing. */
export default async function InvoicePage({ params }: SectionProps<{ id: string }>) {
  const { org, id } = await params;
  const ctx = await accountOfRoute(org);
  if (!ctx.permissions.has("billing:read")) {
    return (
      <>
        <PageHeader title="Invoice" />
        <DeniedPage title="Your role cannot view billing" denied={await deniedTo(ctx, "billing:read")} />
      </>
    );
  }
  return <InvoiceDetail paths={accountPaths(ctx.account)} view={await loadInvoice(ctx, id)} />;
}
