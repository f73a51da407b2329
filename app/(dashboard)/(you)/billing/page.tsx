import type { Metadata } from "next";
import { BillingBody } from "@/components/billing/billing-body";
import { PageHeader } from "@/components/layout/page-header";
import { personalContext } from "@/lib/auth/loaders";
import { loadBilling } from "@/lib/entitlements/loaders";

export const metadata: Metadata = { title: "Your billing" };

export default async function BillingPage() {
  const view = await loadBilling(await personalContext());
  return (
    <>
      <PageHeader title="Billing" description="Your plan, its state and its dates." />
      <BillingBody view={view} usageHref="/usage" />
    </>
  );
}
