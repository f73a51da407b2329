import { notFound } from "next/navigation";
import { BillingGate } from "@/app/(dashboard)/_sections/billing/billing-gate";
import { type SectionProps, titledWithName } from "@/app/(dashboard)/_sections/section";
import { CheckoutFlow } from "@/components/billing/flow/checkout-flow";
import { ErrorCard } from "@/components/feedback/error-card";
import { LinkButton } from "@/components/ui/link-button";
import { accountOfRoute } from "@/lib/access/loaders";
import { loadOffers } from "@/lib/billing/page/loaders";
import type { BillingStatus } from "@/lib/billing/page/types";
import { canStartLater, leastSeats } from "@/lib/billing/quotes/rules";
import { now } from "@/lib/clock";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { accountPaths } from "@/lib/paths";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { formatDay } from "@/lib/time";

export const generateMetadata = titledWithName("Buy a plan");

function seatsOf(status: BillingStatus, minimum: number) {
  const taken = (status.seats?.used ?? 0) + (status.seats?.reserved ?? 0);
  return { minimum: Math.max(minimum, taken), taken };
}

/** Shows the purchase and its price before the provider's page asks for a card. */
export default async function CheckoutPage({ params, searchParams }: SectionProps) {
  const [{ org }, query] = await Promise.all([params, searchParams]);
  const ctx = await accountOfRoute(org);
  return (
    <BillingGate
      ctx={ctx}
      title="Buy a plan"
      description="Choose a plan, review the exact amount, then pay at the payment provider. Nothing is charged before."
    >
      {async (status) => {
        const offers = await loadOffers(ctx);
        const sold = offers.find((one) => one.prices.length > 0);
        const offer = offers.find(({ plan }) => plan === query.plan) ?? sold;
        if (!offer) notFound();
        const prices = offer.prices.filter(({ confirmed }) => confirmed);
        const paths = accountPaths(ctx.account);
        if (prices.length === 0) {
          return (
            <ErrorCard
              title={`${offer.name} cannot be bought here`}
              message={
                offer.byContract
                  ? "This plan is sold by contract."
                  : "The payment provider did not confirm the price, so you cannot buy this plan."
              }
              next={`Contact ${REGISTRY_ADMINISTRATOR}.`}
              action={<LinkButton href={paths.plans}>See the plans</LinkButton>}
            />
          );
        }
        const plan = planDefinition(offer.plan);
        return (
          <CheckoutFlow
            handle={ctx.account.handle}
            billingHref={paths.billing}
            plan={offer.plan}
            prices={prices}
            interval={query.interval === "year" ? "year" : "month"}
            seats={plan.seats === "sold" ? seatsOf(status, leastSeats(plan)) : null}
            trialEnds={
              status.state === "trial" && status.until && canStartLater(new Date(status.until), now())
                ? `${formatDay(status.until)} (UTC)`
                : null
            }
          />
        );
      }}
    </BillingGate>
  );
}
