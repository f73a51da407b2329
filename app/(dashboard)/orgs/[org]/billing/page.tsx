import type { Metadata } from "next";
import { BillingBody } from "@/components/billing/billing-body";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { requireAccount } from "@/lib/auth/loaders";
import { deniedTo, loadBilling } from "@/lib/entitlements/loaders";

type PageProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Billing of ${account.name}` };
}

export default async function OrganizationBillingPage({ params }: PageProps) {
  const ctx = await requireAccount((await params).org);
  const { account, permissions } = ctx;
  return (
    <>
      <PageHeader title="Billing" description={`The plan of ${account.name}, its state, its dates and its seats.`} />
      {permissions.has("billing:read") ? (
        <BillingBody view={await loadBilling(ctx)} usageHref={`/orgs/${account.handle}/usage`} />
      ) : (
        <DeniedPage title="Your role does not show billing" denied={await deniedTo(ctx, "billing:read")} />
      )}
    </>
  );
}
