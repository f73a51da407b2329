"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { QuoteCard } from "@/components/billing/flow/quote-card";
import { type QuoteState, useQuote } from "@/components/billing/flow/use-quote";
import { FailureNote } from "@/components/feedback/failure-note";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-style";
import { toast } from "@/components/ui/toast";
import type { QuoteView } from "@/lib/billing/quotes/types";
import { formatMoney } from "@/lib/money";

/** A quote that, once accepted, leads to the provider's page, or back to Billing with a confirmation. */
export function useAgreement(handle: string, billingHref: string, done: string): QuoteState {
  const router = useRouter();
  return useQuote(handle, (applied) => {
    const { outcome, url, charged, currency } = applied;
    if (url !== null) {
      window.location.assign(url);
      return;
    }
    if (outcome === "payment_pending") {
      toast.info("The change is waiting for payment", { description: "See Billing for the date and how to pay." });
    } else {
      toast.success(done, charged > 0 ? { description: `${formatMoney(charged, currency)} were charged.` } : {});
    }
    router.push(billingHref);
    router.refresh();
  });
}

function words({ kind, dueNow, currency }: QuoteView): { label: string; variant: ButtonVariant } {
  const pay = dueNow > 0 ? ` and pay ${formatMoney(dueNow, currency)}` : "";
  switch (kind) {
    case "checkout":
      return { label: dueNow > 0 ? "Continue to payment" : "Continue to the card", variant: "primary" };
    case "change_seats":
      return { label: `Change seats${pay}`, variant: "primary" };
    case "change_interval":
      return { label: `Change interval${pay}`, variant: "primary" };
    case "cancel":
      return { label: "Cancel plan", variant: "danger" };
    case "resume":
      return { label: "Keep plan", variant: "primary" };
    case "end_trial":
      return { label: `End trial${pay}`, variant: "primary" };
    case "undo_schedule":
      return { label: "Withdraw planned change", variant: "primary" };
  }
}

type AgreementProps = {
  state: QuoteState;
  /** It replaces the form that asked for it, whose button had the focus. */
  takesFocus?: boolean;
  /** A link back to the form, or to Billing. */
  back: ReactNode;
};

/** The quote with its buttons, and the last refusal. */
export function Agreement({ state, back, takesFocus = false }: AgreementProps) {
  const card = useRef<HTMLDivElement>(null);
  // The browser drops the focus when its control is removed.
  useEffect(() => {
    if (takesFocus) card.current?.focus();
  }, [takesFocus]);
  const { quote, differences, failure, pending, agree } = state;
  if (quote === null) return <FailureNote failure={failure} />;
  const { label, variant } = words(quote);
  const stale = differences ? { reason: failure?.message ?? "", differences } : null;
  return (
    <div className="flex flex-col">
      {stale ? null : <FailureNote failure={failure} />}
      <QuoteCard quote={quote} stale={stale} cardRef={card}>
        <Button variant={variant} pending={pending} onClick={agree}>
          {label}
        </Button>
        {back}
      </QuoteCard>
    </div>
  );
}
