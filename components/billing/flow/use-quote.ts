"use client";

import { useState, useTransition } from "react";
import { quoteDifferences } from "@/components/billing/flow/quote-differences";
import { settle } from "@/components/feedback/use-action";
import { applyQuoteAction, prepareQuoteAction } from "@/lib/billing/quotes/actions";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import type { AppliedQuote, QuoteView } from "@/lib/billing/quotes/types";
import type { ActionFailure } from "@/lib/entry/result";

type Shown = { quote: QuoteView; input: PrepareQuoteInput; differences: string[] | null };

/**
 * Asks for a quote and accepts it. A change in between makes it stale: the new quote appears with the differences, and
 * nothing is charged. A second press while the first runs does nothing; a quote is carried out once (B7).
 */
export function useQuote(handle: string, onDone: (applied: AppliedQuote) => void) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  /** Whether the page showed a quote before, whose buttons had the focus. */
  const [returned, setReturned] = useState(false);
  const [pending, start] = useTransition();

  function ask(input: PrepareQuoteInput): void {
    if (pending) return;
    start(async () => {
      const result = await settle(prepareQuoteAction.bind(null, handle), input);
      setFailure(result.ok ? null : result.error);
      setShown(result.ok ? { quote: result.data, input, differences: null } : null);
      setReturned(result.ok);
    });
  }

  function agree(): void {
    if (pending || shown === null) return;
    start(async () => {
      const { quote, input } = shown;
      const applied = await settle(applyQuoteAction.bind(null, handle), { quoteId: quote.id });
      if (applied.ok) {
        setFailure(null);
        onDone(applied.data);
        return;
      }
      setFailure(applied.error);
      if (applied.error.code !== "CONFLICT") return;
      const again = await settle(prepareQuoteAction.bind(null, handle), input);
      if (!again.ok) {
        setFailure(again.error);
        setShown(null);
        return;
      }
      setShown({ quote: again.data, input, differences: quoteDifferences(quote, again.data) });
    });
  }

  function back(): void {
    setShown(null);
    setFailure(null);
  }

  const fields: Record<string, string[]> = failure?.code === "VALIDATION" ? (failure.payload.fields ?? {}) : {};
  return {
    quote: shown?.quote ?? null,
    differences: shown?.differences ?? null,
    failure,
    fields,
    pending,
    returned,
    ask,
    agree,
    back,
  };
}

export type QuoteState = ReturnType<typeof useQuote>;
