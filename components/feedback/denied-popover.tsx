"use client";

import { type ReactNode, useId } from "react";
import { type DeniedStep, deniedSteps, deniedTitle, unlockLink } from "@/components/feedback/denied-view";
import { useHoverOpen } from "@/components/feedback/use-hover-open";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Decision } from "@/lib/entitlements/types";
import { formatUtcMoment } from "@/lib/time";

type DeniedPopoverProps = {
  /** What the control would do: "Invite people". */
  label: string;
  decision: Decision;
  /** What the role allows: "You may invite: role admin". Shown as the first step, fulfilled. */
  capability?: string | undefined;
  /** Instead of the steps of the decision. */
  steps?: readonly DeniedStep[] | undefined;
  title?: string | undefined;
  /** Who can change it: "Olivia Berg, owner, can add a seat." */
  fixer?: ReactNode;
  /** One button: upgrade, ask, free space. Without it the first plan that would allow it is offered. */
  action?: ReactNode;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
  className?: string;
};

/** A control that is refused: it stays in its place, disabled, and says why, by what rule, and who can change it. */
export function DeniedPopover(props: DeniedPopoverProps) {
  const { label, decision, capability, fixer, icon, size = "md" } = props;
  const titleId = useId();
  const hintId = useId();
  const { open, area, openedByHover, onOpenChange, close } = useHoverOpen();
  const unlock = unlockLink(decision);
  const action =
    props.action ??
    (unlock ? (
      <LinkButton variant="primary" size="sm" href={unlock.href}>
        {unlock.label}
      </LinkButton>
    ) : null);
  const steps = [...(capability ? [{ ok: true, text: capability }] : []), ...(props.steps ?? deniedSteps(decision))];
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <button
          type="button"
          aria-disabled="true"
          aria-describedby={hintId}
          {...area}
          className={cn(
            buttonStyle({ size, off: true, ...(props.variant ? { variant: props.variant } : {}) }),
            props.className,
          )}
        >
          {icon}
          {label}
        </button>
      </PopoverTrigger>
      <span id={hintId} hidden>
        Not available. Press to see why.
      </span>
      <PopoverContent
        aria-labelledby={titleId}
        {...area}
        onEscapeKeyDown={close}
        onOpenAutoFocus={(event) => {
          if (openedByHover()) event.preventDefault();
        }}
      >
        <h2 id={titleId} className="mb-1 font-semibold text-base">
          {props.title ?? deniedTitle(decision)}
        </h2>
        <p className="text-ink-2">{decision.message}</p>
        {decision.rationale ? <p className="mt-1 text-ink-3">{decision.rationale}</p> : null}
        <ol className="mt-2.5 mb-3 border-line border-l-2">
          {steps.map((step) => (
            <li
              key={`${step.text} ${step.detail ?? ""}`}
              className={cn(
                "relative py-0.5 pl-3 text-ink-2 before:absolute before:top-[9px] before:-left-[5px] before:size-2 before:rounded-full before:bg-line-strong before:content-['']",
                !step.ok && "text-stop before:bg-stop",
              )}
            >
              <span className="sr-only">{step.ok ? "Fulfilled: " : "Missing: "}</span>
              {step.text} {step.detail ? <span className="text-ink-3">{step.detail}</span> : null}
            </li>
          ))}
        </ol>
        {decision.resetsAt ? (
          <p className="mb-3 text-ink-3">Resets {formatUtcMoment(new Date(decision.resetsAt))}.</p>
        ) : null}
        {fixer ? <p className="mb-3 text-ink-2">{fixer}</p> : null}
        {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
      </PopoverContent>
    </Popover>
  );
}
