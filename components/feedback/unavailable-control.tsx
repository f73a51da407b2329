"use client";

import { type ReactNode, useId } from "react";
import { type ButtonSize, buttonStyle } from "@/components/ui/button-style";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

type UnavailableControlProps = { label: string; title: string; children: ReactNode; size?: ButtonSize };

/** A control that stands in its place and cannot be used just now, with the reason and what lifts it. */
export function UnavailableControl({ label, title, children, size = "md" }: UnavailableControlProps) {
  const titleId = useId();
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button type="button" aria-disabled="true" className={buttonStyle({ size, off: true })}>
          {label}
          <span className="sr-only">, not available: show why</span>
        </button>
      </PopoverTrigger>
      <PopoverContent aria-labelledby={titleId}>
        <h2 id={titleId} className="mb-1 font-semibold text-base">
          {title}
        </h2>
        <div className="flex flex-col gap-2 text-ink-2">{children}</div>
      </PopoverContent>
    </Popover>
  );
}
