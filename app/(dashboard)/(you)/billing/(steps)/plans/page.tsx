import type { Metadata } from "next";
import { PlanOffers } from "@/components/billing/plan-offers";
import { PlanTable } from "@/components/entitlements/plan-table";
import { PageHeader } from "@/components/layout/page-header";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { personalContext } from "@/lib/access/loaders";
import { loadBillingStatus, loadOffers, loadReader } from "@/lib/billing/page/loaders";
import { accountPaths } from "@/lib/paths";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { type SearchParams, tableHref } from "@/lib/table";
import { capitalized } from "@/lib/text";

export const metadata: Metadata = { title: "Plans for you" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function PlansPage({ searchParams }: PageProps) {
  const [ctx, params] = await Promise.all([personalContext(), searchParams]);
  const [status, offers, reader] = await Promise.all([loadBillingStatus(ctx), loadOffers(ctx), loadReader(ctx)]);
  return (
    <>
      <PageHeader
        title="Plans"
        description="What each personal plan includes and costs, without tax. Organizations have their own plans."
        actions={<LinkButton href="/orgs/new">Create organization</LinkButton>}
      />
      <div className="flex flex-col gap-4">
        {status.provider.state === "disabled" ? (
          <Banner title="Billing by card is not set up on this installation.">
            {capitalized(REGISTRY_ADMINISTRATOR)} can put your account on another plan. Prices are list prices without
            tax.
          </Banner>
        ) : null}
        <PlanOffers
          status={status}
          offers={offers}
          interval={params.interval === "year" ? "year" : "month"}
          intervalHref={(interval) => tableHref("/billing/plans", params, { interval })}
          paths={accountPaths(ctx.account)}
          reader={reader}
          level={2}
        />
        <PlanTable label="Personal plans compared" plans={offers.map(({ plan }) => plan)} current={status.plan} />
      </div>
    </>
  );
}
