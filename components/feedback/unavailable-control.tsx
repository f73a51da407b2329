"use client";

import type { ReactNode } from "react";
import { RefusedControl } from "@/components/feedback/refused-control";
import type { ButtonSize } from "@/components/ui/button-style";

type UnavailableControlProps = { label: string; title: string; children: ReactNode; size?: ButtonSize | undefined };

/** A control that cannot be used just now, for a reason that is no decision about the reader: what lifts it. */
export function UnavailableControl({ children, ...control }: UnavailableControlProps) {
  return (
    <RefusedControl {...control}>
      <div className="flex flex-col gap-2 text-ink-2">{children}</div>
    </RefusedControl>
  );
}
