import { type SectionProps, titledWithName } from "@/app/(dashboard)/_sections/section";
import { CheckoutOutcome } from "@/components/billing/flow/checkout-outcome";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { accountOfRoute } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { loadBillingStatus } from "@/lib/billing/page/loaders";
import { loadCheckoutOutcome } from "@/lib/billing/quotes/loaders";
import { deniedTo } from "@/lib/entitlements/loaders";
import { accountPaths } from "@/lib/paths";

export const generateMetadata = titledWithName("Your purchase");

/** Syncs with the provider before it reads the status. */
async function Outcome({ ctx, session }: { ctx: AccountContext; session: string | null }) {
  const outcome = await loadCheckoutOutcome(ctx, session);
  const status = await loadBillingStatus(ctx);
  return <CheckoutOutcome outcome={outcome} status={status} paths={accountPaths(ctx.account)} />;
}

/** The page after a payment at the provider. */
export default async function SuccessPage({ params, searchParams }: SectionProps) {
  const [{ org }, { session_id }] = await Promise.all([params, searchParams]);
  const ctx = await accountOfRoute(org);
  const session = typeof session_id === "string" ? session_id : null;
  return (
    <>
      <PageHeader title="Your purchase" description="The current status from the payment provider." />
      {ctx.permissions.has("billing:write") ? (
        <Outcome ctx={ctx} session={session} />
      ) : (
        <DeniedPage title="Your role cannot change billing" denied={await deniedTo(ctx, "billing:write")} />
      )}
    </>
  );
}
