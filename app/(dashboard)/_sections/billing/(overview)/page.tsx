import { Suspense } from "react";
import { type SectionProps, titled } from "@/app/(dashboard)/_sections/section";
import { BillingBody } from "@/components/billing/billing-body";
import { BillingControl } from "@/components/billing/billing-control";
import { InvoiceTable, readInvoiceState } from "@/components/billing/invoice-table";
import { UpcomingCard, UpcomingSkeleton } from "@/components/billing/upcoming-card";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { accountOfRoute } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { type BillingPageView, loadBillingPage, loadUpcoming } from "@/lib/billing/page/loaders";
import { billingActions } from "@/lib/billing/page/rules";
import { deniedTo } from "@/lib/entitlements/loaders";
import { type AccountPaths, accountPaths } from "@/lib/paths";
import { type SearchParams, tableHref } from "@/lib/table";

export const generateMetadata = titled(({ name }) => ({ you: "Your billing", organization: `Billing of ${name}` }));

async function Upcoming({ ctx }: { ctx: AccountContext }) {
  return <UpcomingCard upcoming={await loadUpcoming(ctx)} />;
}

function Actions({ view, paths }: { view: BillingPageView; paths: AccountPaths }) {
  const { status, reader } = view;
  return billingActions(status, paths).map(({ label, href, tone }) => (
    <BillingControl key={label} label={label} reader={reader} provider={status.provider.state}>
      <LinkButton href={href} variant={tone}>
        {label}
      </LinkButton>
    </BillingControl>
  ));
}

async function Billing({ ctx, params }: { ctx: AccountContext; params: SearchParams }) {
  const paths = accountPaths(ctx.account);
  const state = readInvoiceState(params);
  const view = await loadBillingPage(ctx, { ...state, seatPage: Number.parseInt(String(params.seats), 10) || 1 });
  return (
    <>
      <PageHeader
        title="Billing"
        description={`Plan, usage and invoices of ${ctx.account.name}.`}
        actions={<Actions view={view} paths={paths} />}
      />
      <BillingBody
        view={view}
        paths={paths}
        invoices={<InvoiceTable paths={paths} params={params} state={state} list={view.invoices} />}
        upcoming={
          <Suspense fallback={<UpcomingSkeleton />}>
            <Upcoming ctx={ctx} />
          </Suspense>
        }
        interval={params.interval === "year" ? "year" : "month"}
        hrefWith={(change, anchor) => `${tableHref(paths.billing, params, change)}#${anchor}`}
      />
    </>
  );
}

/** An account's Billing page, for roles that may read billing. */
export default async function BillingPage({ params, searchParams }: SectionProps) {
  const ctx = await accountOfRoute((await params).org);
  if (ctx.permissions.has("billing:read")) return <Billing ctx={ctx} params={await searchParams} />;
  return (
    <>
      <PageHeader title="Billing" description={`Plan, usage and invoices of ${ctx.account.name}.`} />
      <DeniedPage title="Your role cannot view billing" denied={await deniedTo(ctx, "billing:read")} />
    </>
  );
}
