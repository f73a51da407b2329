"use client";

import type { ReactNode } from "react";
import { RefusedControl } from "@/components/feedback/refused-control";
import type { ButtonSize } from "@/components/ui/button-style";

type UnavailableControlProps = { label: string; title: string; children: ReactNode; size?: ButtonSize | undefined };

/** A control that is unavailable for a reason other than the reader's rights; says what restores it. */
export function UnavailableControl({ children, ...control }: UnavailableControlProps) {
  return (
    <RefusedControl {...control}>
      <div className="flex flex-col gap-2 text-ink-2">{children}</div>
    </RefusedControl>
  );
}
