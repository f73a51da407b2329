"use client";

import { type ReactNode, useEffect, useId } from "react";
import { useHoverOpen } from "@/components/feedback/use-hover-open";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { Popover } from "@/components/ui/popover";

export type RefusedControlProps = {
  /** The control's action: "Invite people". */
  label: string;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
  className?: string | undefined;
};

type RefusedProps = RefusedControlProps & {
  /** Draws the reason, with a heading of this id; null while it is not there yet. */
  reason: ((titleId: string) => ReactNode) | null;
  /** Called when the reader asks for the reason. */
  onAsk?: () => void;
};

/** A control that keeps its place but does nothing, with the reason. */
export function RefusedControl({ reason, onAsk, ...props }: RefusedProps) {
  const { label, size = "md", variant, icon } = props;
  const titleId = useId();
  const hintId = useId();
  const { open, area, openedByHover, onOpenChange, close } = useHoverOpen();
  // The parent loads the reason over the network.
  useEffect(() => {
    if (open) onAsk?.();
  }, [open, onAsk]);
  return (
    <>
      <Popover
        open={open && reason !== null}
        onOpenChange={onOpenChange}
        labelledBy={titleId}
        {...area}
        onEscapeKeyDown={close}
        onOpenAutoFocus={(event) => {
          if (openedByHover()) event.preventDefault();
        }}
        button={(button) => (
          <button
            {...button}
            {...area}
            type="button"
            aria-disabled="true"
            aria-describedby={hintId}
            className={cn(buttonStyle({ size, off: true, ...(variant ? { variant } : {}) }), props.className)}
          >
            {icon}
            {label}
          </button>
        )}
      >
        {reason?.(titleId)}
      </Popover>
      <span id={hintId} hidden>
        Unavailable. Press to see why.
      </span>
    </>
  );
}
