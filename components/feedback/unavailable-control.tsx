"use client";

import type { ReactNode } from "react";
import { RefusedControl } from "@/components/feedback/refused-control";
import type { ButtonSize } from "@/components/ui/button-style";

type UnavailableControlProps = { label: string; title: string; children: ReactNode; size?: ButtonSize | undefined };

/** A control that is unavailable for a reason other than the reader's rights; says what restores it. */
export function UnavailableControl({ title, children, ...control }: UnavailableControlProps) {
  return (
    <RefusedControl
      {...control}
      reason={(titleId) => (
        <>
          <h2 id={titleId} className="mb-1 font-semibold text-base">
            {title}
          </h2>
          <div className="flex flex-col gap-2 text-ink-2">{children}</div>
        </>
      )}
    />
  );
}
