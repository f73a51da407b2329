"use client";

import { useEffect, useRef } from "react";
import { Agreement, useAgreement } from "@/components/billing/flow/quote-agreement";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";

type PlainFlowProps = { handle: string; billingHref: string; input: PrepareQuoteInput; done: string };

/** A change without a choice: asks for the quote at once; one button accepts it. */
export function PlainFlow({ handle, billingHref, input, done }: PlainFlowProps) {
  const state = useAgreement(handle, billingHref, done);
  const asked = useRef(false);
  const { ask, quote, failure, pending } = state;
  // Asking for the price writes a quote, so it cannot be part of rendering the page.
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    ask(input);
  });
  return (
    <div className="flex flex-col gap-3" aria-busy={quote === null && failure === null}>
      {quote === null && failure === null ? (
        <>
          <p role="status" className="text-ink-2">
            Getting the cost from the payment provider.
          </p>
          <Skeleton className="h-48 max-w-[720px]" />
        </>
      ) : null}
      <Agreement state={state} back={<LinkButton href={billingHref}>Back to Billing</LinkButton>} />
      {quote === null && failure !== null ? (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" pending={pending} onClick={() => ask(input)}>
            Ask again
          </Button>
          <LinkButton href={billingHref}>Back to Billing</LinkButton>
        </div>
      ) : null}
    </div>
  );
}
