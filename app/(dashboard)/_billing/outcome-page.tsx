import { billingPaths } from "@/components/billing/billing-paths";
import { CheckoutOutcome } from "@/components/billing/flow/checkout-outcome";
import type { SearchParams } from "@/components/data-table/table-state";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import type { AccountContext } from "@/lib/access/types";
import { loadBillingStatus } from "@/lib/billing/page/loaders";
import { loadCheckoutOutcome } from "@/lib/billing/quotes/loaders";
import { deniedTo } from "@/lib/entitlements/loaders";

/** The status is read after the provider was asked anew. */
async function Outcome({ ctx, session }: { ctx: AccountContext; session: string | null }) {
  const outcome = await loadCheckoutOutcome(ctx, session);
  const status = await loadBillingStatus(ctx);
  return <CheckoutOutcome outcome={outcome} status={status} paths={billingPaths(ctx.account)} />;
}

/** Where the provider's page leads back to after a payment. */
export async function SuccessPage({ ctx, params }: { ctx: AccountContext; params: SearchParams }) {
  const session = typeof params.session_id === "string" ? params.session_id : null;
  return (
    <>
      <PageHeader title="Your purchase" description="What the payment provider says about it now." />
      {ctx.permissions.has("billing:write") ? (
        <Outcome ctx={ctx} session={session} />
      ) : (
        <DeniedPage title="Your role does not change billing" denied={await deniedTo(ctx, "billing:write")} />
      )}
    </>
  );
}

/** Where it leads back to without one. */
export function CancelledPage({ ctx }: { ctx: AccountContext }) {
  const paths = billingPaths(ctx.account);
  return (
    <>
      <PageHeader title="Nothing was bought" description="You left the payment page before paying." />
      <Banner
        className="max-w-[760px]"
        title="Nothing is charged."
        action={
          <>
            <LinkButton size="sm" href={paths.billing}>
              Back to Billing
            </LinkButton>
            <LinkButton size="sm" variant="primary" href={paths.plans}>
              See the plans
            </LinkButton>
          </>
        }
      >
        The plan is as it was. You can choose again at any time.
      </Banner>
    </>
  );
}
