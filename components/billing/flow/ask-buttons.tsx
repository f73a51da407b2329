"use client";

import { useEffect, useRef } from "react";
import type { QuoteState } from "@/components/billing/flow/use-quote";
import { FailureNote } from "@/components/feedback/failure-note";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

type AskButtonsProps = { state: QuoteState; billingHref: string };

/** The end of a form that asks for a quote: the last refusal, and the button. */
export function AskButtons({ state, billingHref }: AskButtonsProps) {
  const { failure, fields, pending, returned } = state;
  const submit = useRef<HTMLButtonElement>(null);
  // The browser drops the focus when its control is removed.
  useEffect(() => {
    if (returned) submit.current?.focus();
  }, [returned]);
  return (
    <div className="[&>div:first-child:not(:empty)]:mb-4">
      <FailureNote failure={failure} fields={fields} />
      <div className="flex flex-wrap gap-2">
        <Button ref={submit} type="submit" variant="primary" pending={pending}>
          Review cost
        </Button>
        <LinkButton href={billingHref}>Back to Billing</LinkButton>
      </div>
    </div>
  );
}
