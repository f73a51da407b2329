"use client";

import { useId, useState } from "react";
import type { WhyStep } from "@/components/entitlements/why-steps";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover } from "@/components/ui/popover";
import { AbsoluteTime, RelativeTime } from "@/components/ui/relative-time";

type WhyPopoverProps = {
  /** The explained value: "Seats". */
  subject: string;
  /** The numbers as a sentence. */
  message: string | null;
  steps: readonly WhyStep[];
  rationale: string | null;
  /** Until when only an event can change this; null for no end. */
  validUntil: string | null;
  /** When this was resolved. */
  asOf: string;
};

/** Explains a value: each layer that contributed, in order. */
export function WhyPopover({ subject, message, steps, rationale, validUntil, asOf }: WhyPopoverProps) {
  const titleId = useId();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      labelledBy={titleId}
      button={(button) => (
        <Button {...button} size="sm" variant="ghost">
          Why?<span className="sr-only"> {subject}</span>
        </Button>
      )}
    >
      <h3 id={titleId} className="font-semibold text-base">
        Why: {subject}
      </h3>
      {message ? <p className="mt-1 text-ink-2">{message}</p> : null}
      {rationale ? <p className="mt-1 text-ink-3">Reason given: {rationale}</p> : null}
      <ol className="mt-2.5 mb-3 border-line border-l-2">
        {steps.map((step) => (
          <li
            key={`${step.layer} ${step.label} ${step.value}`}
            className={cn(
              "relative py-0.5 pl-3 text-ink-2 before:absolute before:top-[9px] before:-left-[5px] before:size-2 before:rounded-full before:bg-line-strong before:content-['']",
              step.stopped && "text-stop before:bg-stop",
            )}
          >
            {step.label} <span className="text-ink-3">({step.layer})</span>: {step.value}
            {step.until ? (
              <span className="text-ink-3">
                , until <AbsoluteTime at={step.until} />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      <p className="text-ink-3">
        As of <AbsoluteTime at={asOf} withTime />.{" "}
        {validUntil ? (
          <>
            Next automatic change <RelativeTime at={validUntil} />.
          </>
        ) : (
          "It does not change automatically."
        )}
      </p>
    </Popover>
  );
}
