import { BillingControl, type BillingReader } from "@/components/billing/billing-control";
import { PortalButton } from "@/components/billing/portal-button";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button-style";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { BillingStatus, PaymentProblem } from "@/lib/billing/page/types";
import { formatQuantity } from "@/lib/count";

const TITLE = {
  payment_failed: "An invoice is unpaid.",
  action_required: "A payment needs your confirmation.",
  card_expiring: "Your card expires soon.",
  overdue: "An invoice is overdue.",
  parked: "Billing data cannot be read.",
  dispute: "A payment is disputed.",
  unlinked: "The payment provider has no customer.",
} as const satisfies Record<PaymentProblem["kind"], string>;

const TONE = {
  payment_failed: "stop",
  action_required: "warn",
  card_expiring: "warn",
  overdue: "stop",
  parked: "info",
  dispute: "warn",
  unlinked: "stop",
} as const satisfies Record<PaymentProblem["kind"], "info" | "warn" | "stop">;

type PaymentProblemsProps = { status: BillingStatus; reader: BillingReader };

function Fix({ fix, handle, reader, provider }: FixProps) {
  return (
    <BillingControl label={fix.label} reader={reader} provider={provider} size="sm">
      {"portal" in fix ? (
        <PortalButton handle={handle} label={fix.label} flow="payment_method_update" size="sm" variant="primary" />
      ) : (
        <a href={fix.href} rel="noreferrer" className={buttonStyle({ variant: "primary", size: "sm" })}>
          {fix.label}
        </a>
      )}
    </BillingControl>
  );
}

type FixProps = {
  fix: NonNullable<PaymentProblem["fix"]>;
  handle: string;
  reader: BillingReader;
  provider: BillingStatus["provider"]["state"];
};

/** The table of invoices shows all unpaid ones. */
const MOST = 3;

/** Problems that block payments, each with the button that fixes it. */
export function PaymentProblems({ status, reader }: PaymentProblemsProps) {
  const { problems, account, provider } = status;
  if (problems.length === 0) return null;
  const more = problems.length - MOST;
  return (
    <section aria-label="Payment problems" className="flex flex-col gap-2">
      {problems.slice(0, MOST).map(({ kind, message, invoiceId, nextAttemptAt, fix }) => (
        <Banner
          key={`${kind} ${invoiceId ?? message}`}
          tone={TONE[kind]}
          title={TITLE[kind]}
          action={fix ? <Fix fix={fix} handle={account.handle} reader={reader} provider={provider.state} /> : null}
        >
          {message}
          {nextAttemptAt ? (
            <>
              {" "}
              The next try is on <AbsoluteTime at={nextAttemptAt} className="font-medium" />.
            </>
          ) : null}
        </Banner>
      ))}
      {more > 0 ? (
        <p className="text-ink-2 text-sm">
          {formatQuantity(more, "more problem")} like these: <TextLink href="#invoices">see the invoices</TextLink>.
        </p>
      ) : null}
    </section>
  );
}
