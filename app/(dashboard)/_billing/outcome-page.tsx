import { CheckoutOutcome } from "@/components/billing/flow/checkout-outcome";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import type { AccountContext } from "@/lib/access/types";
import { loadCheckoutOutcome } from "@/lib/billing/page/loaders";
import { deniedTo } from "@/lib/entitlements/loaders";
import { accountPaths } from "@/lib/paths";
import type { SearchParams } from "@/lib/table";

/** Where the provider's page leads back to after a payment. */
export async function SuccessPage({ ctx, params }: { ctx: AccountContext; params: SearchParams }) {
  const session = typeof params.session_id === "string" ? params.session_id : null;
  return (
    <>
      <PageHeader title="Your purchase" description="What the payment provider says about it now." />
      {ctx.permissions.has("billing:write") ? (
        <CheckoutOutcome outcome={await loadCheckoutOutcome(ctx, session)} paths={accountPaths(ctx.account)} />
      ) : (
        <DeniedPage title="Your role does not change billing" denied={await deniedTo(ctx, "billing:write")} />
      )}
    </>
  );
}

/** Where it leads back to without one. */
export function CancelledPage({ ctx }: { ctx: AccountContext }) {
  const paths = accountPaths(ctx.account);
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
