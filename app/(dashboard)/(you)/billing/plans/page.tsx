import type { Metadata } from "next";
import { PlanTable } from "@/components/billing/plan-table";
import { PageHeader } from "@/components/layout/page-header";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { personalContext } from "@/lib/auth/loaders";
import { plansFor } from "@/lib/entitlements/catalogue";
import { snapshotOf } from "@/lib/entitlements/loaders";

export const metadata: Metadata = { title: "Plans for you" };

export default async function PlansPage() {
  const { account } = await personalContext();
  const { plan } = await snapshotOf(account.id);
  return (
    <>
      <PageHeader
        title="Plans"
        description="What each personal plan includes. Organizations have plans of their own."
        actions={<LinkButton href="/orgs/new">Create organization</LinkButton>}
      />
      <div className="flex flex-col gap-4">
        <Banner title="Billing by card is not set up on this installation.">
          Whoever runs it can put your account on another plan. Prices are list prices without tax.
        </Banner>
        <PlanTable label="Personal plans compared" plans={plansFor("personal").map(({ key }) => key)} current={plan} />
      </div>
    </>
  );
}
