import { billingPaths } from "@/components/billing/billing-paths";
import { InvoiceDetail } from "@/components/billing/invoice-detail";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import type { AccountContext } from "@/lib/access/types";
import { loadInvoice } from "@/lib/billing/invoices/loaders";
import { deniedTo } from "@/lib/entitlements/loaders";

/** One invoice, for whoever its role lets read billing. */
export async function InvoicePage({ ctx, id }: { ctx: AccountContext; id: string }) {
  if (!ctx.permissions.has("billing:read")) {
    return (
      <>
        <PageHeader title="Invoice" />
        <DeniedPage title="Your role does not show billing" denied={await deniedTo(ctx, "billing:read")} />
      </>
    );
  }
  return <InvoiceDetail paths={billingPaths(ctx.account)} view={await loadInvoice(ctx, id)} />;
}
