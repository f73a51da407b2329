import { KeepLooking } from "@/components/billing/flow/keep-looking";
import { RefreshOnce } from "@/components/billing/flow/refresh-once";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button-style";
import { LinkButton } from "@/components/ui/link-button";
import { AbsoluteTime } from "@/components/ui/relative-time";
import type { BillingStatus } from "@/lib/billing/page/types";
import type { CheckoutOutcome as Outcome } from "@/lib/billing/quotes/types";
import { formatQuantity } from "@/lib/count";
import type { AccountPaths } from "@/lib/paths";

type CheckoutOutcomeProps = { outcome: Outcome; status: BillingStatus; paths: AccountPaths };

function Bought({ status, paths }: Omit<CheckoutOutcomeProps, "outcome">) {
  const { subscription, planName, seats } = status;
  const next = subscription?.status === "trialing" ? subscription.trialEnd : (subscription?.periodEnd ?? null);
  return (
    <Banner
      tone="accent"
      title={`${planName} is yours.`}
      action={
        <LinkButton size="sm" variant="primary" href={paths.billing}>
          Open Billing
        </LinkButton>
      }
    >
      {seats && subscription?.seats ? `${formatQuantity(subscription.seats, "seat")}. ` : ""}
      {next ? (
        <>
          {subscription?.status === "trialing" ? "The first charge comes on" : "It renews on"}{" "}
          <AbsoluteTime at={next} />.
        </>
      ) : null}{" "}
      We send the receipt by mail.
    </Banner>
  );
}

/** The state after the provider's page, however the reader got here. */
export function CheckoutOutcome({ outcome, status, paths }: CheckoutOutcomeProps) {
  const plans = (
    <LinkButton size="sm" href={paths.plans}>
      See the plans
    </LinkButton>
  );
  return (
    <div className="flex max-w-[760px] flex-col gap-3" aria-live="polite">
      {outcome.unreachable ? (
        <Banner tone="warn" title="The payment provider is not responding.">
          This page shows what it last reported. Your payment is not lost.
        </Banner>
      ) : null}
      {outcome.state === "bought" ? (
        <>
          <Bought status={status} paths={paths} />
          <RefreshOnce />
        </>
      ) : null}
      {outcome.state === "processing" ? (
        <>
          <Banner title="The payment is being processed.">
            Some banks take a few days. The plan starts when the payment arrives, and we send you a mail. You can leave
            this page.
          </Banner>
          <KeepLooking />
        </>
      ) : null}
      {outcome.state === "open" ? (
        <>
          <Banner
            tone="warn"
            title="Payment not finished."
            action={
              outcome.url ? (
                <a href={outcome.url} className={buttonStyle({ variant: "primary", size: "sm" })}>
                  Continue to payment
                </a>
              ) : null
            }
          >
            The payment page is still open. Nothing is charged until you finish.
          </Banner>
          <KeepLooking />
        </>
      ) : null}
      {outcome.state === "expired" ? (
        <Banner tone="warn" title="The payment page was closed." action={plans}>
          You did not buy a plan, and nothing was charged. Choose the plan again.
        </Banner>
      ) : null}
      {outcome.state === "none" ? (
        <Banner title="No purchase found." action={plans}>
          This account did not open a payment page.
        </Banner>
      ) : null}
    </div>
  );
}
