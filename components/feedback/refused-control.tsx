"use client";

import { type ReactNode, useId } from "react";
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

/** A control that keeps its place but does nothing, with the reason. */
export function RefusedControl(props: RefusedControlProps & { title: string; children: ReactNode }) {
  const { label, size = "md", variant, icon, title, children } = props;
  const titleId = useId();
  const hintId = useId();
  const { open, area, openedByHover, onOpenChange, close } = useHoverOpen();
  return (
    <>
      <Popover
        open={open}
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
        <h2 id={titleId} className="mb-1 font-semibold text-base">
          {title}
        </h2>
        {children}
      </Popover>
      <span id={hintId} hidden>
        Unavailable. Press to see why.
      </span>
    </>
  );
}
